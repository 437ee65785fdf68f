using System.Net;
using System.Net.Http.Headers;
using JourneyTrace.Storage;
using JourneyTrace.Testing;

namespace JourneyTrace.Faults.Tests;

/// <summary>Writers that post one event after the other, and send it again until it is acknowledged, as integrators do; and readers beside them.</summary>
sealed class Load(History history, Func<Uri?> address, IEventLog log) : IAsyncDisposable
{
    const int Writers = 8;

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
        var random = new Random(writer);
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            var (id, @case) = ($"w{writer}-{number}", $"case-{number / EventsAWindow}-{random.Next(CasesAtOnce)}");
            Volatile.Write(ref _window, number / EventsAWindow);
            history.Try(id, @case, writer, number);
            var body = Told.Json(id, "promise.made", @case, Told.Monday.AddSeconds(number), $$"""{"promise":"{{id}}","by":"store","within":"PT4H","what":"swap",{{People.Of(id)}}}""");
            while (!await TakenAsync(body))
            {
                history.Retry();
                await Task.Delay(50);
            }
            history.Acknowledge(id);
        }
    }

    async Task<bool> TakenAsync(string body)
    {
        if (address() is not { } server)
            return false;
        try
        {
            var answer = await _http.PostAsync(new Uri(server, "v1/events"), new StringContent(body, new MediaTypeHeaderValue("application/json")));
            // Whoever has to send again is told so; anything else would be a refusal of what is right.
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            Assert.True(answer.StatusCode == HttpStatusCode.OK || answer.Headers.RetryAfter is not null, "Who is to send again is not told when");
            if (answer.StatusCode != HttpStatusCode.OK)
                history.Refuse();
            return answer.StatusCode == HttpStatusCode.OK;
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
