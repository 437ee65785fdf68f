-- wrk's requests: single events, ten to a case; with "hot" as argument, all to one case.
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end
local sent, run, hot = 0, "", false
function init(args)
  run, hot = args[1], args[2] == "hot"
end
function request()
  sent = sent + 1
  local id = run .. "-" .. number .. "-" .. sent
  local case = hot and run or (run .. "-" .. number .. "-" .. math.floor(sent / 10))
  return wrk.format("POST", "/v1/events", { ["Content-Type"] = "application/json" },
    '{"specversion":"1.0","id":"' .. id .. '","source":"/bench","type":"activity.recorded","subject":"' .. case ..
    '","time":"2026-03-02T09:00:00Z","data":{"activity":"looked at","link":"store"}}')
end
function done(summary, latency, requests)
  io.write(string.format("result %d %d %.3f %.3f %d\n", summary.requests, summary.duration, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.errors.status + summary.errors.read + summary.errors.connect + summary.errors.timeout))
end
