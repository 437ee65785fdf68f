using System.Net.Http.Headers;
using System.Net;
using JourneyTrace.Testing;

namespace JourneyTrace.Faults.Tests;

/// <summary>Posts that wait for nobody: fifty a second, whatever becomes of those before, each tenth of a megabyte. What a server keeps of them while it can store nothing is memory.</summary>
sealed class Press(History history, Uri server) : IAsyncDisposable
{
    const int EventsAPost = 10;
    const int Large = 1 << 20;

    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);
    static int _presses;

    readonly string _name = $"p{Interlocked.Increment(ref _presses)}";
    readonly HttpClient _http = new() { BaseAddress = server, Timeout = TimeSpan.FromSeconds(60) };
    readonly CancellationTokenSource _stop = new();
    Task _running = Task.CompletedTask;
    int _sent, _refused, _underWay, _mostUnderWay;

    /// <summary>How many were told to come again, of how many, and how many waited at once.</summary>
    public override string ToString() => $"{_refused} of {_sent} posts that wait for nobody told to come again, {_mostUnderWay} of them under way at once";

    public int Refused => _refused;

    public void Start() => _running = Task.Run(async () =>
    {
        var posts = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            posts.Add(PostAsync(_sent++));
            posts.RemoveAll(post => post.IsCompletedSuccessfully);
            await Task.Delay(Between, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Task.WhenAll(posts);
    });

    /// <summary>No more are sent, and each was answered: taken, or told when to come again.</summary>
    public async Task EndAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    async Task PostAsync(int number)
    {
        var (writer, @case) = (100_000 + number, $"{_name}-{number % 100}");
        var ids = Enumerable.Range(0, EventsAPost).Select(n => $"{_name}-{number}-{n}").ToList();
        for (var n = 0; n < ids.Count; n++)
            history.Try(ids[n], @case, writer, n);
        var events = ids.Select(id => Told.Json(id, "promise.made", @case, Told.Monday, $$"""{"promise":"{{id}}","by":"store","within":"PT4H","what":"swap",{{People.Of(id)}}}"""));
        using var body = new StringContent($"[{(number % 10 == 0 ? new string(' ', Large) : "")}{string.Join(',', events)}]", new MediaTypeHeaderValue("application/json"));
        Most(Interlocked.Increment(ref _underWay));
        using var answer = await _http.PostAsync(new Uri("v1/events", UriKind.Relative), body);
        Interlocked.Decrement(ref _underWay);
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            ids.ForEach(history.Acknowledge);
            return;
        }
        Assert.True(answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        Assert.True(answer.Headers.RetryAfter is not null, "Who is to send again is not told when");
        Interlocked.Increment(ref _refused);
    }

    void Most(int underWay)
    {
        for (var most = _mostUnderWay; underWay > most; most = _mostUnderWay)
            Interlocked.CompareExchange(ref _mostUnderWay, underWay, most);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _http.Dispose();
        _stop.Dispose();
    }
}
