using System.Net.Http.Json;
using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Tells cases of a kind of their own in events that arrive in any order, and asks the public API about them.</summary>
public abstract class Telling(AllInOne shape, string catalogue) : IAsyncLifetime
{
    protected AllInOne Shape { get; } = shape;

    /// <summary>The kind of this test's cases: what is asked is asked of them alone.</summary>
    protected string Kind { get; } = "kind-" + Guid.NewGuid().ToString("N")[..8];

    protected List<string> Events { get; } = [];

    public async ValueTask InitializeAsync()
    {
        if ((await Shape.Client.GetAsync<CatalogueAnswer>("v1/catalogue", CancellationToken.None)).Version > 0)
            return;
        var put = await Shape.Http.PutAsync("v1/catalogue", new StringContent(catalogue, System.Text.Encoding.UTF8, "application/json"));
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>An event of the organisation.</summary>
    protected void TellAll(DateTime time, string type, string data) =>
        Events.Add(Told.Json($"{Kind}-all-{Events.Count}", type, "organisation", time, data));

    protected void Decide(string name, string link, int fromHour, int toHour, string? more) => Events.Add(Told.Json(
        name, "decision.taken", "organisation", Told.Monday.AddDays(-1),
        $$"""{"decision":"{{name}}","title":"t","links":["{{link}}"],"from":"{{At(fromHour)}}","to":"{{At(toHour)}}"{{(more is null ? "" : "," + more)}} }"""));

    protected static string At(int hour) => JourneyTrace.Events.Rfc3339.Format(Told.Monday.AddHours(hour));

    protected string Case(int number, string? kind = null) => $"{kind ?? Kind}-{number}";

    /// <summary>A promise of four hours that a link's obstacle makes late by a day, or not; without a cause nobody accepts it.</summary>
    protected void Late(int number, string link, string? cause, bool late = true, string? kind = null)
    {
        var name = Case(number, kind);
        Tell(name, 0, "promise.made", """{"promise":"p","by":"desk","within":"PT4H"}""", kind);
        Tell(name, 1, "handoff.requested", $$"""{"handoff":"h","from":"desk","to":"{{link}}","within":"PT1H"}""", kind);
        if (cause is not null)
            Tell(name, 2, "handoff.accepted", """{"handoff":"h"}""", kind);
        if (cause is not null)
            Tell(name, 3, "obstacle.met", $$"""{"obstacle":"o","at":"{{link}}","cause":"{{cause}}","handoff":"h"}""", kind);
        Tell(name, late ? 24 * 60 : 30, "handoff.delivered", """{"handoff":"h"}""", kind);
        Tell(name, late ? 24 * 60 : 31, "promise.kept", """{"promise":"p"}""", kind);
    }

    /// <summary>The opening of a case, with more than its kind.</summary>
    protected void Open(string name, string? customer = null, int minute = 0, string? kind = null) => Events.Add(Told.Json(
        name + "-opened", "case.opened", name, Told.Monday.AddMinutes(minute), $$"""{"kind":"{{kind ?? Kind}}"{{(customer is null ? "" : ",\"customer\":" + customer)}} }"""));

    protected void Tell(string name, int minute, string type, string data, string? kind = null)
    {
        if (!Events.Exists(e => e.Contains($"\"{name}-opened\"", StringComparison.Ordinal)))
            Events.Add(Told.Json(name + "-opened", "case.opened", name, Told.Monday, $$"""{"kind":"{{kind ?? Kind}}"}"""));
        Events.Add(Told.Json($"{name}-{Events.Count}", type, name, Told.Monday.AddMinutes(minute), data));
    }

    /// <summary>In any order, and half of it when the other half was replayed already.</summary>
    protected async Task PostedAsync()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"The events are told in the order of seed {seed}.");
        var shuffled = Events.ToArray();
        new Random(seed).Shuffle(shuffled);
        foreach (var half in shuffled.Chunk((shuffled.Length + 1) / 2))
        {
            var answer = await (await Shape.PostAsync(string.Join('\n', half), "application/x-ndjson")).Content.ReadFromJsonAsync<PostAnswer>(Wire.Options);
            Assert.Equal(half.Length, answer!.Accepted);
            await Shape.Client.CaughtUpAsync();
        }
    }

    protected Task<T> AskAsync<T>(string path) => Shape.Client.GetAsync<T>($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}kind={Kind}", CancellationToken.None);
}
