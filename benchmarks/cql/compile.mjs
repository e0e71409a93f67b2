// Compiles a CQL library to ELM: node compile.mjs rules.cql rules.json
import { readFileSync, writeFileSync } from "node:fs";
import {
  CqlTranslator,
  LibraryManager,
  ModelManager,
  createModelInfoProvider,
  stringAsSource,
} from "@cqframework/cql/cql-to-elm";

// The compiler's package has no description of CQL's own types: these are those that the language defines.
const simple = ["Any", "Boolean", "Integer", "Long", "Decimal", "String", "DateTime", "Date", "Time"];
const classes = {
  Quantity: [["value", "Decimal"], ["unit", "String"]],
  Ratio: [["numerator", "Quantity"], ["denominator", "Quantity"]],
  Code: [["code", "String"], ["version", "String"], ["system", "String"], ["display", "String"]],
  Concept: [["codes", "List&lt;System.Code>"], ["display", "String"]],
  Vocabulary: [["id", "String"], ["version", "String"], ["name", "String"]],
  CodeSystem: [],
  ValueSet: [["codesystems", "List&lt;System.CodeSystem>"]],
};
const named = (type) => (type.startsWith("List") ? type : `System.${type}`);
const base = (name) => (["CodeSystem", "ValueSet"].includes(name) ? "System.Vocabulary" : "System.Any");
const system = `<?xml version="1.0" encoding="UTF-8"?>
<modelInfo name="System" version="1.0.0" url="urn:hl7-org:elm-types:r1" xmlns="urn:hl7-org:elm-modelinfo:r1"
  xmlns:ns4="urn:hl7-org:elm-modelinfo:r1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${simple
  .map((n) => `<typeInfo xsi:type="ns4:SimpleTypeInfo" name="System.${n}"${n === "Any" ? "" : ' baseType="System.Any"'}/>`)
  .join("\n")}
${Object.entries(classes)
  .map(
    ([name, elements]) =>
      `<typeInfo xsi:type="ns4:ClassInfo" name="System.${name}" baseType="${base(name)}">` +
      elements.map(([e, t]) => `<element name="${e}" type="${named(t)}"/>`).join("") +
      "</typeInfo>",
  )
  .join("\n")}
</modelInfo>`;

const [source, target] = process.argv.slice(2);
const models = new ModelManager();
models.modelInfoLoader.registerModelInfoProvider(
  createModelInfoProvider((id) => (id === "System" ? stringAsSource(system) : null)),
);
const translator = CqlTranslator.fromText(readFileSync(source, "utf8"), new LibraryManager(models));
const elm = translator.toJson();
const errors = (JSON.parse(elm).library.annotation ?? []).filter((a) => a.errorSeverity === "error");
if (errors.length) {
  console.error(JSON.stringify(errors.slice(0, 5), null, 1));
  process.exit(1);
}
writeFileSync(target, elm);
