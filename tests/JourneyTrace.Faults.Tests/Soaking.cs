using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using JourneyTrace.Client;
using JourneyTrace.Server.Tests;
using JourneyTrace.Testing;
using Npgsql;

namespace JourneyTrace.Faults.Tests;

/// <summary>
/// The same load for long: 2,000 events a second, each case's ten over some time, with people who ask. How fast it answers, what memory it takes and how much of the
/// database is waste are at the end what they were at the beginning.
/// </summary>
[Trait("Category", "Fault")]
public sealed class Soaking(Servers servers, ITestOutputHelper output)
{
    const int EventsASecond = 2000;
    const int EventsAPost = 20;
    const int Senders = 4;
    const int EventsACase = 10;

    // So many cases go on at once.
    const int CasesAtOnce = 2000;

    static readonly string[] Questions = ["v1/hotspots?by=link", "v1/hotspots?by=handoff&link=depot", "v1/promises?status=broken&limit=20", "v1/cases?limit=20", "v1/trend"];

    // An hour, where nobody says otherwise.
    static readonly int LongMinutes = int.TryParse(Environment.GetEnvironmentVariable("JOURNEYTRACE_SOAK_MINUTES"), CultureInfo.InvariantCulture, out var minutes) ? minutes : 60;

    // So many events are there at its begin, where anybody says so: what hours lead to, without the hours.
    static readonly int EventsBefore = int.TryParse(Environment.GetEnvironmentVariable("JOURNEYTRACE_SOAK_BEFORE"), CultureInfo.InvariantCulture, out var events) ? events : 0;
    const int EventsAtOnce = 5000;

    readonly Stopwatch _clock = new();
    int _nextCase;

    [Fact]
    public async Task Two_thousand_events_a_second()
    {
        var (periods, period) = (Length.Of(3, 12), TimeSpan.FromSeconds(Length.Of(8, LongMinutes * 60 / 12)));
        var database = await servers.Cluster.NewDatabaseAsync();
        await using var taking = await ServerProcess.StartAsync("serve", "--roles", "intake,tracer", "--postgres", database);
        await using var asked = await ServerProcess.StartAsync("serve", "--roles", "insight", "--postgres", database);
        await FillAsync(taking.Address);
        using var stop = new CancellationTokenSource();
        _clock.Start();
        var window = new SoakWindow();
        var running = Task.WhenAll([.. Enumerable.Range(0, Senders).Select(sender => Task.Run(() => SendAsync(taking.Address, sender, window, stop.Token))), Task.Run(() => AskAsync(asked.Address, window, stop.Token))]);
        var seen = new List<SoakedPeriod>();
        // What is planned, compiled and opened at first is no part of it.
        await Task.Delay(period / 4);
        for (var i = 0; i < periods; i++)
        {
            window.Begin();
            await Task.WhenAny(running, Task.Delay(period));
            seen.Add(await SeenAsync(window, database, taking, asked));
            Say(i == 0 ? SoakedPeriod.Title + "\n    " + seen[^1] : seen[^1].ToString());
        }
        await stop.CancelAsync();
        await running;
        using (var front = new HttpClient { BaseAddress = taking.Address })
            await new JourneyTraceClient(front).CaughtUpAsync();
        using var http = new HttpClient { BaseAddress = asked.Address, Timeout = TimeSpan.FromMinutes(30) };
        _clock.Restart();
        var verified = await new JourneyTraceClient(http).SendAsync<VerifyAnswer>(new HttpRequestMessage(HttpMethod.Post, "v1/verify"), CancellationToken.None);
        Say(string.Create(CultureInfo.InvariantCulture, $"verify of {verified.Cases} cases took {_clock.Elapsed.TotalSeconds:0} s: {(verified.Equal ? "equal" : "not equal")}"));
        Assert.True(verified.Equal);
        Judge(seen, await MemoryOfYoungAsync(database));
    }

    /// <summary>Flat: the last third against the first. In the short form all is young yet, and only the worst is looked for.</summary>
    void Judge(List<SoakedPeriod> seen, long young)
    {
        var third = seen.Count / 3;
        double Of(IEnumerable<SoakedPeriod> some, Func<SoakedPeriod, double> value) => some.Average(value);
        (double First, double Last) Both(Func<SoakedPeriod, double> value) => (Of(seen.Take(third), value), Of(seen.TakeLast(third), value));
        Assert.All(seen, s => Assert.True(s.Lag < EventsASecond * 10, $"{s.Lag} events were not traced"));
        // In the short form the machine is others', too.
        if (!Length.IsLong)
            return;
        Assert.All(seen, s => Assert.True(s.EventsASecond > EventsASecond * 0.9, $"Only {s.EventsASecond:0} events a second were taken"));
        var (posts, questions) = (Both(s => s.PostP99), Both(s => s.QuestionP99));
        Assert.True(posts.Last < posts.First * 1.25 + 5, $"posts: p99 {posts}");
        Assert.True(questions.Last < questions.First * 1.5 + 10, $"questions: p99 {questions}");
        var memory = Both(s => s.TakingMegabytes);
        Assert.True(memory.Last < memory.First * 1.2 + 20, $"memory: {memory}");
        // The cases that reports are counted from lie in files, of which the system keeps in memory what it has room for.
        var own = Both(s => s.AskedMegabytes);
        Assert.True(own.Last < own.First * 1.2 + 20, $"Insight's own memory: {own}");
        Say($"Insight's own memory is {seen[^1].AskedMegabytes} MB; of one that was just started over the same cases {young}");
        Assert.True(seen[^1].AskedMegabytes < young * 1.2 + 50, $"Insight's own memory: {seen[^1].AskedMegabytes} MB, and {young} just started");
        // PostgreSQL clears away what is a share of a table.
        var (bytes, dead) = (Both(s => s.BytesAnEvent), Both(s => (double)s.DeadRows / s.Events));
        Assert.True(bytes.Last < bytes.First * 1.1, $"bytes an event: {bytes}");
        Assert.True(dead.Last < dead.First * 1.5 + 0.02, $"dead rows an event: {dead}");
    }

    async Task SendAsync(Uri server, int sender, SoakWindow window, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };
        var (random, open) = (new Random(sender), new List<(string Name, int Told)>());
        var between = TimeSpan.FromSeconds((double)EventsAPost * Senders / EventsASecond);
        for (var next = _clock.Elapsed; !stop.IsCancellationRequested; next += between)
        {
            if (next - _clock.Elapsed is { Ticks: > 0 } left)
                await Task.Delay(left, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            using var body = new StringContent(Lines(random, open, EventsAPost), Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));
            using var answer = await http.PostAsync(new Uri("v1/events", UriKind.Relative), body, CancellationToken.None);
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
            // From when it was due: what had to wait for a slow one before it was slow, too.
            window.Posted(_clock.Elapsed - next);
        }
    }

    async Task FillAsync(Uri server)
    {
        var left = EventsBefore;
        using var http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromMinutes(2) };
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            var (random, open) = (new Random(-1 - sender), new List<(string Name, int Told)>());
            while (Interlocked.Add(ref left, -EventsAtOnce) >= 0)
            {
                using var body = new StringContent(Lines(random, open, EventsAtOnce), Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));
                using var answer = await http.PostAsync(new Uri("v1/events", UriKind.Relative), body, CancellationToken.None);
                Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
            }
        })));
        while (EventsBefore > 0 && (await new JourneyTraceClient(http).GetAsync<Readiness>("health/ready", CancellationToken.None)).Lag is { Events: > 0 } or { Cases: > 0 })
            await Task.Delay(1000);
    }

    string Lines(Random random, List<(string Name, int Told)> open, int count)
    {
        var lines = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            if (open.Count < CasesAtOnce / Senders)
                open.Add(($"s-{Interlocked.Increment(ref _nextCase)}", 0));
            var at = random.Next(open.Count);
            var (name, told) = open[at];
            lines.Append(Line(name, told)).Append('\n');
            if (told + 1 < EventsACase)
                open[at] = (name, told + 1);
            else
                open.RemoveAt(at);
        }
        return lines.ToString();
    }

    static string Line(string name, int number)
    {
        var late = int.Parse(name.AsSpan(2), CultureInfo.InvariantCulture) % 5 == 0;
        var (type, data) = number switch
        {
            0 => ("case.opened", $$"""{"kind":"soak","customer":{"id":"cu-{{name}}","segment":"gold"} }"""),
            1 => ("promise.made", """{"promise":"p","by":"store","within":"PT4H","what":"swap","person":"seller"}"""),
            2 or 5 => ("handoff.requested", $$"""{"handoff":"h{{number}}","from":"{{(number == 2 ? "store" : "depot")}}","to":"{{(number == 2 ? "depot" : "finance")}}"}"""),
            3 or 6 => ("handoff.accepted", $$"""{"handoff":"h{{number - 1}}","person":"clerk"}"""),
            4 => ("obstacle.met", """{"obstacle":"o","at":"depot","cause":"queue","handoff":"h2"}"""),
            7 => ("handoff.delivered", """{"handoff":"h5"}"""),
            8 => ("promise.kept", """{"promise":"p"}"""),
            _ => ("case.closed", """{"outcome":"done"}"""),
        };
        return Told.Json($"{name}-{number}", type, name, Told.Monday.AddMinutes(number * (late ? 50 : 20)), data, "/soak");
    }

    async Task AskAsync(Uri server, SoakWindow window, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var question = i % 4 == 3 ? $"v1/cases/s-{Math.Max(1, _nextCase - CasesAtOnce)}/trace" : Questions[i % Questions.Length];
            var began = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(new Uri(question, UriKind.Relative), CancellationToken.None);
            await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
            // A case that just began may not be there yet.
            Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == System.Net.HttpStatusCode.NotFound, $"{question}: {answer.StatusCode}");
            window.Answered(Stopwatch.GetElapsedTime(began));
            await Task.Delay(100, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What Insight takes of its own, in MB, that was started after all this and is asked the same.</summary>
    static async Task<long> MemoryOfYoungAsync(string database)
    {
        await using var young = await ServerProcess.StartAsync("serve", "--roles", "insight", "--postgres", database);
        using var http = new HttpClient { BaseAddress = young.Address, Timeout = TimeSpan.FromMinutes(5) };
        for (var i = 0; i < 10 * Questions.Length; i++)
            await http.GetByteArrayAsync(new Uri(Questions[i % Questions.Length], UriKind.Relative));
        return young.OwnMemory >> 20;
    }

    static async Task<SoakedPeriod> SeenAsync(SoakWindow window, string database, ServerProcess taking, ServerProcess asked)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var sizes = source.CreateCommand("""
            select pg_database_size(current_database()), (select last_value from journeytrace.event_positions), (select sum(n_dead_tup)::bigint from pg_stat_user_tables)
            """);
        await using var row = await sizes.ExecuteReaderAsync();
        await row.ReadAsync();
        using var http = new HttpClient { BaseAddress = taking.Address };
        using var ready = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync(new Uri("health/ready", UriKind.Relative)));
        var (posts, questions, lasted) = window.End();
        return new SoakedPeriod(
            posts.Count * EventsAPost / lasted.TotalSeconds, P(posts, 0.5), P(posts, 0.99), P(questions, 0.5), P(questions, 0.99), ready.RootElement.GetProperty("lag").GetProperty("events").GetInt64(),
            taking.Memory >> 20, asked.OwnMemory >> 20, await CasesOfAsync(asked.Address) >> 20, row.GetInt64(1), (double)row.GetInt64(0) / row.GetInt64(1), row.GetInt64(2));
    }

    /// <summary>What the cases take that lie in files which a server has mapped into memory, in bytes, as it says itself.</summary>
    static async Task<long> CasesOfAsync(Uri server)
    {
        const string metric = "journeytrace_columns_mapped_bytes{";
        using var http = new HttpClient { BaseAddress = server };
        var lines = (await http.GetStringAsync(new Uri("metrics", UriKind.Relative))).Split('\n');
        return long.Parse(Assert.Single(lines, line => line.StartsWith(metric, StringComparison.Ordinal)).Split("} ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
    }

    static double P(List<double> times, double quantile)
    {
        times.Sort();
        return times.Count == 0 ? double.NaN : times[(int)Math.Ceiling(times.Count * quantile) - 1];
    }

    void Say(string text)
    {
        output.WriteLine(text);
        Console.WriteLine("    " + text);
    }
}
