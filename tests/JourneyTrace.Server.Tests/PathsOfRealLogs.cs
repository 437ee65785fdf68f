using System.Globalization;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>The map, variants, ping-pong and rework of three real logs, edge by edge as PM4Py finds them.</summary>
public sealed class PathsOfRealLogs(AllInOne shape) : IClassFixture<AllInOne>
{
    static readonly string Data = Path.Combine(Repository.Root, "../shared/data");
    static readonly SemaphoreSlim Importing = new(1);
    static readonly HashSet<string> Imported = new(StringComparer.Ordinal);

    public static TheoryData<string> Logs => ["receipt", "bpic2013-incidents", "bpic2020-domestic-declarations"];

    public static TheoryData<string, string, string> Keys => new()
    {
        { "receipt", "org:group", "link" },
        { "receipt", "org:resource", "person" },
        { "bpic2013-incidents", "org:group", "link" },
        { "bpic2013-incidents", "org:resource", "person" },
        { "bpic2020-domestic-declarations", "org:role", "link" },
        { "bpic2020-domestic-declarations", "org:resource", "person" },
    };

    [Theory]
    [MemberData(nameof(Logs))]
    public async Task What_follows_what_by_activity_and_how_long_after(string log)
    {
        var kind = await ImportAsync(log);
        var map = await shape.Client.GetAsync<MapAnswer>($"v1/map?by=activity&kind={kind}", CancellationToken.None);
        var expected = Rows(log, "dfg.csv").ToDictionary(row => (Source: row["source"], Target: row["target"]));
        Assert.Equal(expected.Count, map.Arrows.Count);
        foreach (var arrow in map.Arrows)
        {
            var row = expected[(arrow.From, arrow.To)];
            Assert.Equal(row["frequency"], arrow.Count.ToString(CultureInfo.InvariantCulture));
            Near(row["mean"], arrow.MeanSeconds, arrow);
            Near(row["median"], arrow.MedianSeconds, arrow);
            Near(row["min"], arrow.MinSeconds, arrow);
            Near(row["max"], arrow.MaxSeconds, arrow);
            Near(row["sum"], arrow.SumSeconds, arrow);
            Near(row["stdev"], arrow.DeviationSeconds ?? 0, arrow);
        }
        var ends = Json(log, "start_end.json");
        foreach (var node in map.Nodes)
        {
            Assert.Equal(Number(ends.GetProperty("start"), node.Name), node.Starts);
            Assert.Equal(Number(ends.GetProperty("end"), node.Name), node.Ends);
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Who_follows_whom_and_who_goes_back(string log, string attribute, string by)
    {
        var kind = await ImportAsync(log);
        var pairs = await shape.Client.GetAsync<PingPongAnswer>($"v1/ping-pong?by={by}&kind={kind}", CancellationToken.None);
        var expected = Json(log, "pingpong.json").GetProperty(attribute);
        Assert.Equal(
            (expected.GetProperty("handovers").GetInt64(), expected.GetProperty("cases_with_handover").GetInt64(), expected.GetProperty("ping_pongs").GetInt64(),
                expected.GetProperty("cases_with_ping_pong").GetInt64()),
            (pairs.Handovers, pairs.CasesWithHandover, pairs.PingPongs, pairs.CasesWithPingPong));
        if (log == "bpic2013-incidents" && by == "link")
            Assert.Equal(Json(log, "volvo_questions.json").GetProperty("cases_group_revisited(any return)").GetInt64(), pairs.CasesWithReturn);
        var file = $"handover_{attribute.Replace(':', '_')}.csv";
        if (!File.Exists(Path.Combine(Data, "reference", log, file)))
            return;
        var map = await shape.Client.GetAsync<MapAnswer>($"v1/map?by={by}&kind={kind}", CancellationToken.None);
        var arrows = map.Arrows.ToDictionary(arrow => (arrow.From, arrow.To));
        var rows = Rows(log, file).ToList();
        Assert.Equal(rows.Count, arrows.Count);
        foreach (var row in rows)
        {
            var arrow = arrows[(row["source"], row["target"])];
            Assert.Equal(row["frequency"], arrow.Count.ToString(CultureInfo.InvariantCulture));
            Near(row["mean_wait_s"], arrow.MeanSeconds, arrow);
            Near(row["median_wait_s"], arrow.MedianSeconds, arrow);
            Near(row["sum_wait_s"], arrow.SumSeconds, arrow);
        }
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public async Task Which_paths_are_taken_and_what_is_repeated(string log)
    {
        var kind = await ImportAsync(log);
        var expected = Rows(log, "variants.csv").ToDictionary(row => row["variant"], row => long.Parse(row["count"], CultureInfo.InvariantCulture));
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var page = await shape.Client.GetAsync<VariantsAnswer>(
                $"v1/variants?kind={kind}&limit=1000{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}", CancellationToken.None);
            foreach (var item in page.Items)
                found.Add(string.Join(" -> ", item.Path), item.Cases);
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(expected.OrderBy(v => v.Key, StringComparer.Ordinal), found.OrderBy(v => v.Key, StringComparer.Ordinal));
        var rework = await shape.Client.GetAsync<ReworkAnswer>($"v1/rework?kind={kind}&limit=1000", CancellationToken.None);
        Assert.Equal(Json(log, "rework.json").GetProperty("cases_with_rework").GetInt64(), rework.Reworked);
        var repeated = Json(log, "rework.json").GetProperty("cases_with_repeated_activity").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetInt64(), StringComparer.Ordinal);
        Assert.Equal(repeated.OrderBy(r => r.Key, StringComparer.Ordinal), rework.Items.ToDictionary(i => i.Name, i => i.Repeated, StringComparer.Ordinal).OrderBy(r => r.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task How_often_volvo_waited_for_its_users()
    {
        var kind = await ImportAsync("bpic2013-incidents");
        var questions = Json("bpic2013-incidents", "volvo_questions.json");
        var map = await shape.Client.GetAsync<MapAnswer>($"v1/map?by=lifecycle&kind={kind}", CancellationToken.None);
        var waiting = map.Nodes.Single(node => node.Name == "Wait - User");
        Assert.Equal(
            (questions.GetProperty("wait_user_events").GetInt64(), questions.GetProperty("wait_user_cases").GetInt64()), (waiting.Count, waiting.Cases));
        // From each status to the next event: whose part of all time that was, in per cent.
        var sum = map.Arrows.Sum(arrow => arrow.SumSeconds!.Value);
        var shares = map.Arrows.GroupBy(arrow => arrow.From, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => Math.Round(g.Sum(arrow => arrow.SumSeconds!.Value) / sum * 100, 2), StringComparer.Ordinal);
        Assert.All(questions.GetProperty("time_share_by_status").EnumerateObject(), s => Assert.Equal(s.Value.GetDouble(), shares.GetValueOrDefault(s.Name)));
    }

    /// <summary>Every later step after every earlier one, reckoned here by hand from the file itself.</summary>
    [Fact]
    public async Task How_long_after_each_step_each_later_one_comes()
    {
        var kind = await ImportAsync("bpic2020-domestic-declarations");
        var waits = new Dictionary<(string, string), List<double>>();
        foreach (var steps in PlainXes.Read(Path.Combine(Data, "logs/bpic2020-domestic-declarations.xes.gz")))
        {
            for (var from = 0; from < steps.Count; from++)
            {
                for (var to = from + 1; to < steps.Count; to++)
                {
                    var pair = (steps[from].Activity, steps[to].Activity);
                    if (!waits.TryGetValue(pair, out var all))
                        waits[pair] = all = [];
                    all.Add((steps[to].Time - steps[from].Time).TotalSeconds);
                }
            }
        }
        var profile = await shape.Client.GetAsync<ProfileAnswer>($"v1/temporal-profile?kind={kind}&limit=1000&deviations=3", CancellationToken.None);
        Assert.Null(profile.Next);
        Assert.Equal(waits.Count, profile.Items.Count);
        foreach (var item in profile.Items)
        {
            var all = waits[(item.From, item.To)];
            var mean = all.Average();
            var deviation = all.Count < 2 ? (double?)null : Math.Sqrt(all.Sum(w => (w - mean) * (w - mean)) / (all.Count - 1));
            Assert.Equal(all.Count, item.Count);
            Assert.True(Math.Abs(mean - item.MeanSeconds) <= Math.Max(0.001, Math.Abs(mean) * 1e-9), $"{item}");
            Assert.Equal(deviation is null, item.DeviationSeconds is null);
            Assert.True(Math.Abs((deviation ?? 0) - (item.DeviationSeconds ?? 0)) <= Math.Max(0.01, (deviation ?? 0) * 1e-6), $"{item} and not {deviation}");
            Assert.InRange(item.Beyond - all.Count(w => Math.Abs(w - mean) > 3 * deviation), -1, 1);
        }
    }

    [Fact]
    public async Task How_many_incidents_volvos_first_line_solves_alone()
    {
        var kind = await ImportAsync("bpic2013-incidents");
        var groups = (await shape.Client.GetAsync<MapAnswer>($"v1/map?by=link&kind={kind}", CancellationToken.None)).Nodes.Select(n => n.Name);
        var links = groups.ToDictionary(
            g => g, g => new { side = g.EndsWith("2nd", StringComparison.Ordinal) || g.EndsWith("3rd", StringComparison.Ordinal) ? "internal" : "front" }, StringComparer.Ordinal);
        await shape.Http.PutAsync("v1/catalogue", new StringContent(JsonSerializer.Serialize(new { links }), System.Text.Encoding.UTF8, "application/json"));
        var questions = Json("bpic2013-incidents", "volvo_questions.json");
        var answer = await shape.Client.GetAsync<PushToFrontAnswer>("v1/push-to-front?kind=" + kind, CancellationToken.None);
        long Of(string name) => questions.GetProperty(name).GetInt64();
        Assert.Equal((Of("cases"), Of("only_first_line_cases"), Of("started_line1"), Of("started_line1_then_escalated")), (answer.Cases, answer.FrontOnly, answer.BegunInFront, answer.Left));
        Assert.Equal(questions.GetProperty("only_first_line_pct").GetDouble(), Math.Round(answer.FrontOnlyRate!.Value * 100, 2));
    }

    async Task<string> ImportAsync(string log)
    {
        Assert.SkipUnless(Directory.Exists(Data), "../shared/data is not here");
        var (mapping, kind) = log switch
        {
            "receipt" => ("receipt", "permit"),
            "bpic2013-incidents" => ("incidents", "incident"),
            _ => ("declarations", "declaration"),
        };
        await Importing.WaitAsync();
        try
        {
            if (!Imported.Add(log))
                return kind;
            // The references were computed with offsets dropped.
            var wallClock = Path.Combine(Path.GetTempPath(), $"journeytrace-{mapping}-{Guid.NewGuid()}.yaml");
            await File.WriteAllTextAsync(wallClock, await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/mappings", mapping + ".yaml")) + "\noffset: ignore\n");
            var (code, output, error) = await ServerProcess.RunAsync(
                "import", Path.Combine(Data, "logs", log + ".xes.gz"), "--mapping", wallClock, "--server", shape.Processes[0].Address.ToString());
            File.Delete(wallClock);
            Assert.True(code == 0, output + error);
            await shape.Client.CaughtUpAsync();
            return kind;
        }
        finally
        {
            Importing.Release();
        }
    }

    static void Near(string expected, double? actual, MapArrow arrow)
    {
        if (expected is "" or "nan")
            return;
        var (wanted, found) = (double.Parse(expected, CultureInfo.InvariantCulture), actual ?? double.NaN);
        Assert.True(Math.Abs(wanted - found) <= Math.Max(0.001, Math.Abs(wanted) * 1e-12), $"{arrow.From} → {arrow.To}: {found} and not {wanted}");
    }

    static long Number(JsonElement owner, string name) => owner.TryGetProperty(name, out var number) ? number.GetInt64() : 0;

    static JsonElement Json(string log, string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Data, "reference", log, file))).RootElement;

    static List<Dictionary<string, string>> Rows(string log, string file) => CsvRows.Read(Path.Combine(Data, "reference", log, file));
}
