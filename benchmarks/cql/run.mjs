// Runs the compiled rules over people, one JSON object a line: node run.mjs rules.json people.jsonl results.jsonl
// Prints the seconds of the fastest of two rounds; reading and writing are not counted.
import { readFileSync, writeFileSync } from "node:fs";
import cql from "cql-execution";

const [rules, people, results] = process.argv.slice(2);
const library = new cql.Library(JSON.parse(readFileSync(rules, "utf8")));
const given = readFileSync(people, "utf8").trim().split("\n").map((line) => JSON.parse(line));
const names = Object.keys(library.expressions);
const executor = new cql.Executor(library);
const nobody = new cql.PatientSource([]);
let best = Infinity;
let found = [];
for (let round = 0; round < 2; round += 1) {
  const started = process.hrtime.bigint();
  found = [];
  for (const person of given) {
    const told = await executor.withParameters(person).exec(nobody);
    found.push(told.unfilteredResults);
  }
  best = Math.min(best, Number(process.hrtime.bigint() - started) / 1e9);
}
writeFileSync(results, found.map((row) => JSON.stringify(names.map((n) => row[n] ?? null))).join("\n"));
console.log(JSON.stringify({ seconds: best, names }));
