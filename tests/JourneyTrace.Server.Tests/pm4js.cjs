// What PM4JS makes of a log in XES: node pm4js.cjs MODULES FILE. Prints its traces, and what follows what as PM4JS discovers it.
const [, , modules, file] = process.argv;
require(require('path').join(modules, 'pm4js', 'init.js'));

const log = XesImporter.apply(require('fs').readFileSync(file, 'utf8'));
const of = (owner, key) => owner.attributes[key]?.value;
console.log(JSON.stringify({
  traces: log.traces.map((trace) => ({
    name: of(trace, 'concept:name'),
    events: trace.events.map((event) => ({ activity: of(event, 'concept:name'), at: of(event, 'time:timestamp').toISOString() })),
  })),
  follows: FrequencyDfgDiscovery.apply(log, 'concept:name').pathsFrequency,
}));
