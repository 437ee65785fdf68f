using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using JourneyTrace.Client;
using JourneyTrace.Server.Tests;
using JourneyTrace.Testing;
using Npgsql;

namespace JourneyTrace.Faults.Tests;

/// <summary>Tracers are killed while they tell webhooks: what is under way may be sent again, under the same id; nothing is left out, and nothing overtakes what was before it.</summary>
[Trait("Category", "Fault")]
public sealed class KillingWhoTells(Servers servers, ITestOutputHelper output)
{
    const int EachTime = 50;

    static CancellationToken Stop => CancellationToken.None;

    [Fact]
    public async Task The_only_Tracer()
    {
        var (times, random) = (Length.Of(4, 100), new Random(10));
        await using var telling = await TellingAsync();
        await using var tracers = new Tracers(telling.Database, 1);
        await tracers.StartAsync(0);
        for (var kill = 0; kill < times; kill++)
        {
            await telling.BreakAsync(kill * EachTime);
            await telling.Receiver.TakenAsync((kill * EachTime) + random.Next(EachTime));
            await tracers.KillAsync(0);
            // Its lease lasts for a minute; here nobody waits so long.
            await telling.FreeAsync();
            await tracers.StartAsync(0);
        }
        await EndAsync($"The only Tracer was killed {times} times", telling, times);
    }

    /// <summary>It has the lease when it is killed: the other one takes it over when it has run out, and it is freed by hand only in the short form.</summary>
    [Fact]
    public async Task One_of_two_Tracers()
    {
        var (times, random) = (Length.Of(2, 10), new Random(12));
        await using var telling = await TellingAsync();
        await using var tracers = new Tracers(telling.Database, 2);
        await tracers.StartAsync(0);
        for (var kill = 0; kill < times; kill++)
        {
            // Slowly, so that the one is still telling when the other one has started.
            telling.Receiver.Pause = TimeSpan.FromMilliseconds(600);
            await telling.BreakAsync(kill * EachTime);
            await telling.Receiver.TakenAsync((kill * EachTime) + 1 + random.Next(5));
            await tracers.StartAsync(1 - (kill % 2));
            // Between two portions it has none for a moment.
            await Eventually.HoldsAsync("It has told all before it could be killed", telling.IsLeasedAsync);
            await tracers.KillAsync(kill % 2);
            Assert.True(await telling.IsLeasedAsync(), "It was killed when it had told all");
            telling.Receiver.Pause = TimeSpan.FromMilliseconds(5);
            if (!Length.IsLong)
                await telling.FreeAsync();
            for (var i = 0; telling.Receiver.Taken.Count < (kill + 1) * EachTime; i++)
            {
                Assert.True(i < 900, $"Only {telling.Receiver.Taken.Count} of {(kill + 1) * EachTime} were told in 90 s");
                await Task.Delay(100);
            }
        }
        await EndAsync($"One of two Tracers was killed {times} times", telling, times);
    }

    async Task EndAsync(string what, Telling telling, int times)
    {
        var receiver = telling.Receiver;
        var taken = await receiver.TakenAsync(times * EachTime);
        var said = $"{what} while it told {taken.Count} webhooks: {receiver.Requests.Count - taken.Count} sent again under the same id";
        output.WriteLine(said);
        Console.WriteLine("    " + said);
        Assert.Equal(times * EachTime, taken.Select(e => e.Data.Case).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(taken.OrderBy(e => Mark(e.Id)).Select(e => e.Id), taken.Select(e => e.Id));
        Assert.InRange(receiver.Requests.Count, times * EachTime, times * (EachTime + 1));
    }

    async Task<Telling> TellingAsync()
    {
        var database = await servers.Cluster.NewDatabaseAsync();
        var receiver = await WebhookReceiver.StartAsync();
        receiver.Pause = TimeSpan.FromMilliseconds(5);
        var server = await ServerProcess.StartAsync("serve", "--roles", "intake,insight", "--webhooks-to-private", "--postgres", database);
        var http = new HttpClient { BaseAddress = server.Address };
        Assert.True((await http.PostAsJsonAsync("v1/webhooks", new NewWebhook(receiver.Address, ["promise-broken"]), Wire.Options, Stop)).IsSuccessStatusCode);
        return new Telling(database, receiver, server, http);
    }

    static (ulong, long) Mark(string id) => id.Split('-') is [var xid, var number] ? (ulong.Parse(xid, CultureInfo.InvariantCulture), long.Parse(number, CultureInfo.InvariantCulture)) : default;

    /// <summary>A server without a Tracer, and who is told.</summary>
    sealed record Telling(string Database, WebhookReceiver Receiver, ServerProcess Server, HttpClient Http) : IAsyncDisposable
    {
        /// <summary>Cases whose promise is broken.</summary>
        public async Task BreakAsync(int from)
        {
            var lines = Enumerable.Range(from, EachTime).SelectMany(i => (string[])[
                Told.Json($"m{i}", "promise.made", $"w-{i}", Told.Monday, """{"promise":"p","by":"store","within":"PT4H"}"""), Told.Json($"k{i}", "promise.kept", $"w-{i}", Told.Monday.AddHours(9), """{"promise":"p"}""")]);
            Assert.True((await Http.PostAsync("v1/events", new StringContent(string.Join('\n', lines), new MediaTypeHeaderValue("application/x-ndjson")), Stop)).IsSuccessStatusCode);
        }

        public Task<long> FreeAsync() => NumberAsync("with freed as (update journeytrace.webhooks set leased_until = now() returning 1) select count(*) from freed");

        public async Task<bool> IsLeasedAsync() => await NumberAsync("select count(*) from journeytrace.webhooks where leased_until > now()") > 0;

        async Task<long> NumberAsync(string sql)
        {
            await using var source = NpgsqlDataSource.Create(Database);
            await using var command = source.CreateCommand(sql);
            return (long)(await command.ExecuteScalarAsync(Stop))!;
        }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await Server.DisposeAsync();
            await Receiver.DisposeAsync();
        }
    }

    /// <summary>So many Tracers, that are started and killed.</summary>
    sealed class Tracers(string database, int count) : IAsyncDisposable
    {
        readonly ServerProcess?[] _all = new ServerProcess?[count];

        public async Task StartAsync(int which) => _all[which] = await ServerProcess.StartAsync("serve", "--roles", "tracer", "--webhooks-to-private", "--postgres", database);

        public async Task KillAsync(int which)
        {
            await _all[which]!.KillAsync();
            await _all[which]!.DisposeAsync();
            _all[which] = null;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var one in _all)
            {
                if (one is not null)
                    await one.DisposeAsync();
            }
        }
    }
}
