using System.Net.Http.Headers;
using System.Text;
using JourneyTrace.Demo;

namespace JourneyTrace.Faults.Tests;

/// <summary>Requests to what takes a body beside events: a right one each, as it is, changed in some places, or damaged.</summary>
sealed class FuzzedRequests(FuzzedInput input)
{
    const string Csv = "case,time,activity,team,tier\nfz-1,2026-03-02T09:00:00Z,ask,desk,gold\nfz-1,2026-03-09T10:00:00Z,answer,office,gold\nfz-2,2026-03-02T11:00:00Z,ask,desk,plain\n";

    const string Xes = """
        <?xml version="1.0" encoding="UTF-8"?>
        <log xes.version="1.0"><trace><string key="concept:name" value="fz-3"/><string key="tier" value="gold"/>
        <event><string key="concept:name" value="ask"/><string key="team" value="desk"/><date key="time:timestamp" value="2026-03-02T09:00:00Z"/></event>
        <event><string key="concept:name" value="send"/><string key="team" value="depot"/><date key="time:timestamp" value="2026-03-09T09:00:00Z"/></event></trace></log>
        """;

    const string OcelJson = """
        {"objectTypes":[],"eventTypes":[],"objects":[{"id":"fz-4","type":"order","attributes":[{"name":"tier","time":"1970-01-01T00:00:00Z","value":"gold"}]}],
        "events":[{"id":"e1","type":"ask","time":"2026-03-02T09:00:00Z","attributes":[{"name":"team","value":"shop"}],"relationships":[{"objectId":"fz-4","qualifier":"order"}]},
        {"id":"e2","type":"send","time":"2026-03-09T09:00:00Z","attributes":[{"name":"team","value":"depot"}],"relationships":[{"objectId":"fz-4","qualifier":"order"}]}]}
        """;

    const string OcelXml = """
        <?xml version="1.0"?><log><objects><object id="fz-5" type="order"><attributes><attribute name="tier" time="1970-01-01T00:00:00Z">gold</attribute></attributes></object></objects>
        <events><event id="e1" type="ask" time="2026-03-02T09:00:00Z"><attributes><attribute name="team">shop</attribute></attributes><objects><relationship object-id="fz-5" qualifier="order"/></objects></event></events></log>
        """;

    static readonly (string Name, string Log, string Mapping)[] Logs =
    [
        ("a.csv", Csv, Of("csv", "case", "time", "activity")), ("a.xes", Xes, Of("xes", "case:concept:name", "time:timestamp", "concept:name")),
        ("a.json", OcelJson, Of("ocel", "order", "ocel:timestamp", "ocel:activity")), ("a.xml", OcelXml, Of("ocel", "order", "ocel:timestamp", "ocel:activity")),
    ];

    static readonly (string Path, string Json)[] Bodies =
    [
        ("v1/catalogue", DemoCompany.Catalogue), ("v1/catalogue/check", DemoCompany.Catalogue),
        ("v1/what-if", """{"drop":[{"link":"finance"},{"cause":"absence","link":"store"},{"decision":"hiring-freeze"}]}"""), ("v1/cases/fuzz/what-if", """{"drop":[{"handoff":"h1"},{"cause":"queue"}]}"""),
        ("v1/webhooks", """{"url":"https://hooks.example.org/in","types":["promise-broken","hotspot"]}"""), ("v1/personal/export", """{"customer":"cu-1"}"""), ("v1/session", """{"key":"jt_0123456789ab_secret"}"""),
        ("v1/dead-letters", """{"origin":"file","items":[{"body":"row 7","code":"invalid_value","detail":"no time"}]}"""), ("v1/dead-letters/1/retry", ""),
    ];

    public HttpRequestMessage Next(int number)
    {
        var place = number % (Bodies.Length + 2 * Logs.Length);
        if (place >= Bodies.Length)
            return Import(Logs[(place - Bodies.Length) / 2], (place - Bodies.Length) % 2 == 0 ? "v1/imports" : "v1/imports/mapping", number);
        var (path, json) = Bodies[place];
        var body = input.Like(json.Length > 0 ? json : input.Event());
        return new HttpRequestMessage(path == "v1/catalogue" ? HttpMethod.Put : HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(number % 5 == 0 ? "application/yaml" : "application/json") } },
        };
    }

    HttpRequestMessage Import((string Name, string Log, string Mapping) log, string path, int number)
    {
        // Of the two one is right as a rule, so that the other is looked at.
        var file = log.Name.EndsWith(".json", StringComparison.Ordinal) ? input.Like(log.Log) : input.Spoilt(log.Log);
        var packing = (number % 14) switch { 0 => ".gz", 7 => ".zip", _ => "" };
        var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(number % 2 == 0 ? Encoding.UTF8.GetBytes(log.Mapping) : input.Spoilt(log.Mapping)), "mapping" },
            { new ByteArrayContent(packing switch { ".gz" => input.Packed(file), ".zip" => input.Zipped(file, log.Name), _ => file }), "file", log.Name + packing },
        };
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
    }

    static string Of(string format, string @case, string time, string activity) => $$"""
        format: {{format}}
        case: {{@case}}
        time: {{time}}
        activity: {{activity}}
        link: team
        segment: case:tier
        kind: { is: fuzzed }
        promises:
          - promise: goods
            within: P5D
            kept: last
        """;
}
