// Holds each object of a file to the schema of its kind: node kubernetes.mjs FOLDER-OF-NODE-MODULES FILE
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(folder, path)).href);
const own = { "keda.sh": "@kubernetes-models/keda/keda.sh", "monitoring.coreos.com": "@kubernetes-models/prometheus-operator/monitoring.coreos.com" };
const { parseAllDocuments } = await load("yaml/dist/index.js");

let wrong = 0;
for (const document of parseAllDocuments(readFileSync(file, "utf8"))) {
  const object = document.toJS();
  const name = `${object.kind} ${object.metadata?.name}`;
  const [group, version] = object.apiVersion.includes("/") ? object.apiVersion.split("/") : ["", object.apiVersion];
  try {
    const module = await load(join(own[group] ?? join("kubernetes-models", group), version, `${object.kind}.js`));
    new (module[object.kind] ?? module.default[object.kind])(object).validate();
    console.log(`${name}: right`);
  } catch (error) {
    wrong++;
    console.log(`${name}: ${error.message}`);
  }
}
process.exit(wrong === 0 ? 0 : 1);
