using JourneyTrace.Events;
using JourneyTrace.Storage;
using JourneyTrace.Testing;

namespace JourneyTrace.Postgres.Tests;

/// <summary>The words of <see cref="IEventLog"/>, held against a real server. A store is a few lines of subclass.</summary>
public abstract class EventLogContract
{
    static readonly CancellationToken Stop = CancellationToken.None;

    protected abstract Task<PostgresCluster> Server { get; }

    [Fact]
    public async Task Racing_appends_of_the_same_events_store_each_once()
    {
        await using var database = await NewAsync();
        var events = Many("race", 50);
        var racers = Enumerable.Range(0, 8).Select(i => database.Log.AppendAsync([.. i % 2 == 0 ? events : Reversed(events)], Stop));
        var answers = await Task.WhenAll(racers.Select(racer => Task.Run(() => racer)));
        Assert.Equal(50, answers.Sum(answer => answer.Count(a => a.Outcome == AppendOutcome.Accepted)));
        Assert.Equal(350, answers.Sum(answer => answer.Count(a => a.Outcome == AppendOutcome.Duplicate)));
        Assert.Equal(50, (await ReadAllAsync(database)).Count);
    }

    [Fact]
    public async Task Many_writers_to_one_case_do_not_conflict()
    {
        await using var database = await NewAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            Task.Run(() => database.Log.AppendAsync([Told.PromiseMade($"hot-{i}", "hot")], Stop))));
        Assert.All(answers, answer => Assert.Equal(AppendOutcome.Accepted, answer[0].Outcome));
        Assert.Equal(40, (await database.Log.ReadCaseAsync("hot", Stop)).Count);
    }

    [Fact]
    public async Task A_reader_waits_for_transactions_that_may_still_come_before()
    {
        await using var database = await NewAsync();
        await using var slow = new LongTransaction(database.ConnectionString);
        await slow.AppendAsync("slow-case");
        await database.Log.AppendAsync([Told.PromiseMade("quick", "c")], Stop);

        Assert.Empty((await database.Log.ReadAsync(default, 10, Stop)).Events);
        Assert.Equal(1, (await database.Log.StateAsync(Stop)).Unreadable);

        await slow.CommitAsync();
        await database.ReadableAsync();
        var read = await database.Log.ReadAsync(default, 10, Stop);
        Assert.Equal(2, read.Events.Count);
    }

    [Fact]
    public async Task A_reader_that_follows_while_writers_race_skips_nothing()
    {
        await using var database = await NewAsync();
        var writers = Task.WhenAll(Enumerable.Range(0, 6).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
                await database.Log.AppendAsync(Many($"w{w}-{i}", 5), Stop);
        })));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var mark = default(LogMark);
        while (true)
        {
            // Looked at before the reading: what was committed and readable by then is in what is read.
            var all = writers.IsCompleted && (await database.Log.StateAsync(Stop)).Unreadable == 0;
            var slice = await database.Log.ReadAsync(mark, 37, Stop);
            Assert.All(slice.Events, e => Assert.True(seen.Add(e.Id), e.Id + " came twice"));
            mark = slice.End;
            if (all && slice.Events.Count == 0)
                break;
        }
        await writers;
        Assert.Equal(1200, seen.Count);
    }

    [Fact]
    public async Task The_same_again_is_a_duplicate_and_something_else_a_conflict()
    {
        await using var database = await NewAsync();
        await database.Log.AppendAsync([Told.PromiseMade("e1", "c")], Stop);
        var answers = await database.Log.AppendAsync(
            [Told.PromiseMade("e1", "c"), Told.PromiseMade("e1", "c", "something else"), Told.PromiseMade("e2", "c"), Told.PromiseMade("e2", "c")], Stop);
        Assert.Equal(
            [AppendOutcome.Duplicate, AppendOutcome.Conflict, AppendOutcome.Accepted, AppendOutcome.Duplicate],
            answers.Select(a => a.Outcome));
        Assert.Contains("\"what\":\"swap\"", System.Text.Encoding.UTF8.GetString((await database.Log.FindAsync("/test", "e1", Stop))!.Data), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_read_is_what_was_appended()
    {
        await using var database = await NewAsync();
        var time = new DateTime(2026, 3, 2, 9, 10, 0, DateTimeKind.Utc).AddMicroseconds(123456);
        var told = Told.Event("ż-1", "feedback.given", "zażółć 🐢", time, """{"score": 7,  "about":"\u0000 and \"so\" on"}""");
        await database.Log.AppendAsync([told with { TraceParent = "00-aa-bb-01", Extensions = "{\"team\":\"a\"}"u8.ToArray() }], Stop);
        var stored = Assert.Single(await database.Log.ReadCaseAsync("zażółć 🐢", Stop));
        Assert.Equal(("ż-1", "/test", time, EventType.FeedbackGiven), (stored.Id, stored.Source, stored.Time, stored.Type));
        Assert.Equal(told.Data.ToArray(), stored.Data);
        Assert.Equal("{\"team\":\"a\"}", System.Text.Encoding.UTF8.GetString(stored.Extensions!));
        Assert.Equal("00-aa-bb-01", stored.TraceParent);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await using var database = await NewAsync();
        Assert.Null(await database.Log.FindAsync("/test", "nothing", Stop));
        Assert.Empty(await database.Log.ReadCaseAsync("nothing", Stop));
        Assert.Empty(await database.Log.AppendAsync([], Stop));
        Assert.Empty((await database.Log.ReadAsync(new LogMark(ulong.MaxValue / 2, 0), 10, Stop)).Events);
    }

    protected async Task<Database> NewAsync() => await Database.NewAsync(await Server);

    static List<NewEvent> Many(string name, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Told.PromiseMade($"{name}-{i}", $"case-{i % 7}"))];

    static IEnumerable<NewEvent> Reversed(List<NewEvent> events) => Enumerable.Reverse(events);

    static async Task<List<StoredEvent>> ReadAllAsync(Database database)
    {
        await database.ReadableAsync();
        return [.. (await database.Log.ReadAsync(default, 100_000, Stop)).Events];
    }
}

public sealed class Log_on_the_installed_programs(Servers servers) : EventLogContract
{
    protected override Task<PostgresCluster> Server => servers.Installed;
}

public sealed class Log_on_the_programs_of_npm(Servers servers) : EventLogContract
{
    protected override Task<PostgresCluster> Server => servers.Npm;
}
