"""Line drawings made by code: one mannequin, posed by the angles of its joints."""
