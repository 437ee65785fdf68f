using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Storage;
using JourneyTrace.Testing;

namespace JourneyTrace.Faults.Tests;

/// <summary>
/// Writers that post one event after the other, or an array or lines of them at once, and send them again until they are acknowledged, as integrators do; and readers beside them.
/// </summary>
/// <param name="batches">Whether half of the writers post several at once.</param>
sealed class Load(History history, Func<Uri?> address, IEventLog log, bool batches = true) : IAsyncDisposable
{
    const int Writers = 8;

    // Of an array, which is stored with others' events, and of lines: more than that is a stream, stored by itself in parts.
    const int MostInArray = 30;
    const int Lines = 250;

    // Cases go on for a while, and others come, as they do.
    const int CasesAtOnce = 8;
    const int EventsAWindow = 40;

    int _window;

    readonly CancellationTokenSource _stop = new();
    readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    Task _running = Task.CompletedTask;

    public void Start() => _running = Task.WhenAll(
        Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer), CancellationToken.None))
            .Append(Task.Run(FollowAsync, CancellationToken.None)).Append(Task.Run(ReadAsync, CancellationToken.None)));

    /// <summary>Nothing new is sent; what was sent is sent again until it is acknowledged.</summary>
    public async Task EndAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromMinutes(2));
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        _stop.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task WriteAsync(int writer)
    {
        var (random, gathers) = (new Random(writer), batches && writer % 2 == 1);
        for (var number = 0; !_stop.IsCancellationRequested;)
        {
            var count = !gathers ? 1 : random.Next(10) == 0 ? Lines : random.Next(2, MostInArray);
            var sent = Enumerable.Range(number, count).Select(n => Event(writer, n, random)).ToList();
            number += count;
            while (!await TakenAsync(sent))
            {
                history.Retry();
                await Task.Delay(50);
            }
            foreach (var (id, _) in sent)
                history.Acknowledge(id);
            if (gathers)
                await Task.Delay(100, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    (string Id, string Json) Event(int writer, int number, Random random)
    {
        var (id, @case) = ($"w{writer}-{number}", $"case-{number / EventsAWindow}-{random.Next(CasesAtOnce)}");
        Volatile.Write(ref _window, number / EventsAWindow);
        history.Try(id, @case, writer, number);
        return (id, Told.Json(id, "promise.made", @case, Told.Monday.AddSeconds(number), $$"""{"promise":"{{id}}","by":"store","within":"PT4H","what":"swap",{{People.Of(id)}}}"""));
    }

    async Task<bool> TakenAsync(List<(string Id, string Json)> events)
    {
        if (address() is not { } server)
            return false;
        var (body, type) = events.Count switch
        {
            1 => (events[0].Json, "application/json"),
            <= MostInArray => ($"[{string.Join(',', events.Select(e => e.Json))}]", "application/json"),
            _ => (string.Join('\n', events.Select(e => e.Json)), "application/x-ndjson"),
        };
        try
        {
            using var answer = await _http.PostAsync(new Uri(server, "v1/events"), new StringContent(body, new MediaTypeHeaderValue(type)));
            var said = await answer.Content.ReadAsStringAsync();
            // Whoever has to send again is told so; anything else would be a refusal of what is right.
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests, $"{answer.StatusCode}: {said}");
            Assert.True(answer.StatusCode == HttpStatusCode.OK || answer.Headers.RetryAfter is not null, "Who is to send again is not told when");
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                history.Refuse();
                return false;
            }
            var counts = JsonSerializer.Deserialize<PostAnswer>(said, Wire.Options)!;
            Assert.True(counts.Accepted + counts.Duplicates == events.Count && counts.Rejected == 0, said);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return false;
        }
    }

    async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await ReachingAsync(() => history.FollowAsync(log, CancellationToken.None));
            await Task.Delay(5);
        }
    }

    async Task ReadAsync()
    {
        var random = new Random(99);
        while (!_stop.IsCancellationRequested)
        {
            await ReachingAsync(async () =>
            {
                var @case = $"case-{Math.Max(0, Volatile.Read(ref _window) - random.Next(3))}-{random.Next(CasesAtOnce)}";
                var before = history.AcknowledgedOf(@case);
                history.Read(@case, before, [.. (await log.ReadCaseAsync(@case, CancellationToken.None)).OrderBy(e => e.Mark.Transaction).ThenBy(e => e.Mark.Position).Select(e => e.Id)]);
            });
            await Task.Delay(20);
        }
    }

    static async Task ReachingAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (StoreUnavailableException)
        {
            // The database is being killed.
            await Task.Delay(50);
        }
    }
}
