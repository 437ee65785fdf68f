using System.Globalization;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>The incidents of BPI 2013 by what else the log tells them apart: functions and organisations, as they are reckoned without this program.</summary>
public sealed class VolvoByRole(AllInOne shape) : IClassFixture<AllInOne>
{
    static readonly string Data = Path.Combine(Repository.Root, "../shared/data");

    [Fact]
    public async Task Who_follows_whom_and_who_goes_back_by_function_and_by_organisation()
    {
        Assert.SkipUnless(Directory.Exists(Data), "../shared/data is not here");
        var mapping = Path.Combine(Path.GetTempPath(), $"journeytrace-roles-{Guid.NewGuid()}.yaml");
        var incidents = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/mappings/incidents.yaml"));
        await File.WriteAllTextAsync(mapping, incidents.Replace("link: org:group", "link: org:role", StringComparison.Ordinal).Replace("person: org:resource", "person: organization involved", StringComparison.Ordinal) + "\noffset: ignore\n");
        var (code, output, error) = await ServerProcess.RunAsync(
            "import", Path.Combine(Data, "logs/bpic2013-incidents.xes.gz"), "--mapping", mapping, "--server", shape.Processes[0].Address.ToString());
        File.Delete(mapping);
        Assert.True(code == 0, output + error);
        await shape.Client.CaughtUpAsync();
        foreach (var (by, attribute) in new[] { ("link", "org:role"), ("person", "organization involved") })
        {
            var pairs = await shape.Client.GetAsync<PingPongAnswer>("v1/ping-pong?by=" + by, CancellationToken.None);
            var expected = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Data, "reference/bpic2013-incidents/pingpong.json"))).RootElement.GetProperty(attribute);
            long Of(string name) => expected.GetProperty(name).GetInt64();
            Assert.Equal(
                (attribute, Of("handovers"), Of("cases_with_handover"), Of("ping_pongs"), Of("cases_with_ping_pong")),
                (attribute, pairs.Handovers, pairs.CasesWithHandover, pairs.PingPongs, pairs.CasesWithPingPong));
        }
        var map = await shape.Client.GetAsync<MapAnswer>("v1/map?by=link", CancellationToken.None);
        // One event in sixteen names no function. The map passes over it; the reference calls it MISSING.
        var log = PlainXes.Read(Path.Combine(Data, "logs/bpic2013-incidents.xes.gz"), "org:role").ToList();
        Assert.Equal(
            log.SelectMany(steps => steps.Where(s => s.Value is not null).ToList() is var told ? told.Zip(told.Skip(1)) : [])
                .GroupBy(p => (p.First.Value!, p.Second.Value!)).Select(g => (g.Key.Item1, g.Key.Item2, (long)g.Count(), g.Sum(p => (p.Second.Time - p.First.Time).TotalSeconds))).Order(),
            map.Arrows.Select(a => (a.From, a.To, a.Count, a.SumSeconds!.Value)).Order());
        var rows = CsvRows.Read(Path.Combine(Data, "reference/bpic2013-incidents/handover_org_role.csv"));
        Assert.Equal(
            rows.Select(r => (r["source"], r["target"], long.Parse(r["frequency"], CultureInfo.InvariantCulture))).Order(),
            log.SelectMany(steps => steps.Zip(steps.Skip(1))).GroupBy(p => (p.First.Value ?? "MISSING", p.Second.Value ?? "MISSING")).Select(g => (g.Key.Item1, g.Key.Item2, (long)g.Count())).Order());
    }
}
