// Talks to the device about passkeys: the only script of Lumbago, and only on the pages that offer one.
// The form holds what the server asks (data-ask) and what it wants (data-want: "make" or "show").
(() => {
  const form = document.querySelector("form[data-ask]");
  if (!form || !window.PublicKeyCredential) return;
  const told = form.querySelector("[role=alert]");
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (one) => ({ ...one, id: bytes(one.id) });

  const asked = () => {
    const ask = JSON.parse(form.dataset.ask);
    ask.challenge = bytes(ask.challenge);
    if (ask.user) ask.user.id = bytes(ask.user.id);
    for (const list of ["excludeCredentials", "allowCredentials"]) if (ask[list]) ask[list] = ask[list].map(named);
    return ask;
  };
  const answer = (made) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[part]) response[part] = text(made.response[part]);
    }
    return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response, clientExtensionResults: {} });
  };

  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    told.textContent = "";
    try {
      const publicKey = asked();
      const made = form.dataset.want === "make"
        ? await navigator.credentials.create({ publicKey })
        : await navigator.credentials.get({ publicKey });
      form.elements.credential.value = answer(made);
      form.submit();
    } catch {
      told.textContent = "Your device did not do it. Try again, or use e-mail.";
    }
  });
})();
