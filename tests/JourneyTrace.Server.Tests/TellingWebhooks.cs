using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Testing;
using JourneyTrace.Tracer.Webhooks;
using JourneyTrace.Webhooks;

namespace JourneyTrace.Server.Tests;

/// <summary>Changes of findings are sent to who asked for it: signed, in order, each until it was answered, and nowhere that is none of ours.</summary>
public sealed class TellingWebhooks(Cluster cluster)
{
    static readonly string[] PrivateToo = ["serve", "--webhooks-to-private", "--postgres"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_change_is_told_once_signed_and_in_order()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var broken = await WebhookReceiver.StartAsync();
        await using var server = await ServerProcess.StartAsync([.. PrivateToo, await cluster.Server.NewDatabaseAsync()]);
        using var http = new HttpClient { BaseAddress = server.Address };
        // What was found before is no news.
        await BreakAsync(http, 0, 3);
        await FoundAsync(http, 3);
        // What a transaction under way might still come in front of is told to nobody yet: it would be news to whoever asks now.
        await StreamAsync(http, seen => seen.Count(line => line.Case is not null) == 3);
        var (all, some) = (await MadeAsync(http, new NewWebhook(receiver.Address)), await MadeAsync(http, new NewWebhook(broken.Address, ["promise-broken"])));
        await BreakAsync(http, 3, 20);
        var told = await broken.TakenAsync(17);
        await FoundAsync(http, 20);
        Assert.All(told, e => Assert.Equal("promise-broken", e.Type));
        Assert.Equal(Enumerable.Range(3, 17).Select(i => $"w-{i}").Order(StringComparer.Ordinal), told.Select(e => e.Data.Case!).Order(StringComparer.Ordinal));
        Assert.Equal(("default", "p", "new"), (told[0].Tenant, told[0].Data.Promise, told[0].Data.State));

        // The same as the stream says, in its order.
        var stream = (await StreamAsync(http, seen => seen[^1].Id == told[^1].Id)).Select(line => line.Id).ToList();
        var heard = (await receiver.TakenAsync(e => e.Id == stream[^1])).Select(e => e.Id).TakeWhile(stream.Contains).ToList();
        Assert.Equal(stream.SkipWhile(id => id != heard[0]), heard);
        Assert.Equal(told.Select(e => e.Id), heard.Where(told.Select(e => e.Id).Contains));
        Assert.Equal(receiver.Requests.Count, receiver.Requests.Select(r => r.Id).Distinct(StringComparer.Ordinal).Count());
        foreach (var request in receiver.Requests)
        {
            Assert.Equal(request.Event.Id, request.Id);
            Assert.True(WebhookSignature.IsOf(all.Secret, request.Signature, request.Body, DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5)), request.Signature);
            Assert.False(WebhookSignature.IsOf(some.Secret, request.Signature, request.Body, DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5)));
            Assert.False(WebhookSignature.IsOf(all.Secret, request.Signature, [.. request.Body, 32], DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5)));
            Assert.False(WebhookSignature.IsOf(all.Secret, request.Signature, request.Body, DateTimeOffset.UtcNow.AddHours(1), TimeSpan.FromMinutes(5)));
        }
        // It is counted once it was answered.
        await Eventually.HoldsAsync("Not all that came is counted", async () => (await ItemAsync(http, all)).Delivered >= heard.Count && (await ItemAsync(http, some)).Delivered >= 17);
        Assert.Equal([("ok", true), ("ok", true)], new[] { await ItemAsync(http, all), await ItemAsync(http, some) }.Select(w => (w.State, w.Delivered >= 17)));
        Assert.Equal(17, (await ItemAsync(http, some)).Delivered);
        Assert.DoesNotContain(all.Secret, await http.GetStringAsync("v1/webhooks", Stop), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await http.DeleteAsync("v1/webhooks/" + some.Item.Id, Stop)).StatusCode);
        await BreakAsync(http, 20, 21);
        await receiver.TakenAsync(e => e.Data.Case == "w-20");
        Assert.Equal(17, broken.Taken.Count);
    }

    [Fact]
    public async Task What_failed_is_sent_again_and_nothing_overtakes_it()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await ServerProcess.StartAsync([.. PrivateToo, await cluster.Server.NewDatabaseAsync()]);
        using var http = new HttpClient { BaseAddress = server.Address };
        receiver.Status = before => before == 2 ? 500 : 200;
        await MadeAsync(http, new NewWebhook(receiver.Address, ["promise-broken"]));
        var moved = await MadeAsync(http, new NewWebhook(receiver.Address.Replace("/hook", "/moved", StringComparison.Ordinal), ["promise-broken"]));
        await BreakAsync(http, 0, 5);
        await receiver.TakenAsync(5);
        Assert.Equal(6, receiver.Requests.Count);
        Assert.Equal(receiver.Requests.ElementAt(2).Id, receiver.Requests.ElementAt(3).Id);
        // Nobody is sent elsewhere.
        await Eventually.HoldsAsync("It was not tried", async () => (await ItemAsync(http, moved)).Attempts > 0);
        var item = await ItemAsync(http, moved);
        Assert.Equal(("failing", 0L, "It answered 307"), (item.State, item.Delivered, item.Failure));
        Assert.NotNull(item.NextAt);
        // Whoever mended it need not wait.
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync($"v1/webhooks/{moved.Item.Id}/resume", null, Stop)).StatusCode);
        await Eventually.HoldsAsync("It was not tried at once", async () => (await ItemAsync(http, moved)).Attempts == 1);
    }

    [Fact]
    public async Task A_name_that_stands_for_an_address_of_ours_leads_nowhere()
    {
        // The names of /etc/hosts stand for this machine, whatever they are called.
        var names = (await File.ReadAllLinesAsync("/etc/hosts", Stop)).Select(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).Where(parts => parts.Length > 1 && parts[0].StartsWith("127.", StringComparison.Ordinal))
            .SelectMany(parts => parts.Skip(1)).Where(name => name != "localhost" && !name.StartsWith('#')).Append(Dns.GetHostName()).Distinct(StringComparer.Ordinal).ToList();
        using var sender = new WebhookSender(privateToo: false);
        var refused = 0;
        foreach (var name in names)
        {
            var failure = await sender.SendAsync($"https://{name}:1/", "1", [], "", Stop);
            Assert.NotNull(failure);
            refused += failure.Contains("not of the public internet", StringComparison.Ordinal) ? 1 : 0;
        }
        Assert.SkipWhen(refused == 0, "No name here stands for an address of this machine: " + string.Join(", ", names));
        Assert.Contains("not of the public internet", await sender.SendAsync("https://127.0.0.1:1/", "1", [], "", Stop), StringComparison.Ordinal);
        using var allowed = new WebhookSender(privateToo: true);
        Assert.Contains("could not be reached", await allowed.SendAsync("http://127.0.0.1:1/", "1", [], "", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_commands_do_the_same()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await ServerProcess.StartAsync([.. PrivateToo, await cluster.Server.NewDatabaseAsync()]);
        Task<(int ExitCode, string Out, string Error)> RunAsync(params string[] arguments) => ServerProcess.RunAsync([.. arguments, "--server", server.Address.ToString()]);
        var made = await RunAsync("webhooks", "create", receiver.Address, "--type", "promise-broken");
        Assert.Equal(0, made.ExitCode);
        Assert.StartsWith("whsec_", made.Out, StringComparison.Ordinal);
        var id = made.Error.Split(' ')[0];
        var listed = await RunAsync("webhooks", "list");
        Assert.True(listed.Out.Contains(id, StringComparison.Ordinal) && listed.Out.Contains("ok", StringComparison.Ordinal), listed.Out + listed.Error);
        Assert.StartsWith("id,url,types,made_at,state,delivered,attempts,failure,next_at", (await RunAsync("webhooks", "list", "--format", "csv")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("webhooks", "resume", id)).ExitCode);
        Assert.Equal(0, (await RunAsync("webhooks", "remove", id)).ExitCode);
        Assert.Equal(1, (await RunAsync("webhooks", "remove", id)).ExitCode);
        Assert.Equal(1, (await RunAsync("webhooks", "resume", "none")).ExitCode);
        Assert.Equal(1, (await RunAsync("webhooks", "create", "nowhere")).ExitCode);
        Assert.Equal(2, (await RunAsync("webhooks", "create")).ExitCode);
        Assert.Contains("no webhooks", (await RunAsync("webhooks", "list")).Error, StringComparison.Ordinal);
    }

    static async Task<MadeWebhook> MadeAsync(HttpClient http, NewWebhook webhook)
    {
        var answer = await http.PostAsJsonAsync("v1/webhooks", webhook, Wire.Options, Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<MadeWebhook>(Wire.Options, Stop))!;
    }

    static async Task<WebhookItem> ItemAsync(HttpClient http, MadeWebhook made) => (await http.GetFromJsonAsync<WebhookList>("v1/webhooks", Wire.Options, Stop))!.Items.Single(w => w.Id == made.Item.Id);

    /// <summary>Cases whose promise is broken.</summary>
    static async Task BreakAsync(HttpClient http, int from, int to)
    {
        var lines = Enumerable.Range(from, to - from).SelectMany(i => (string[])[
            Told.Json($"m{i}", "promise.made", $"w-{i}", Told.Monday, """{"promise":"p","by":"store","within":"PT4H"}"""), Told.Json($"k{i}", "promise.kept", $"w-{i}", Told.Monday.AddHours(9), """{"promise":"p"}""")]);
        var answer = await http.PostAsync("v1/events", new StringContent(string.Join('\n', lines), Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson")), Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    static Task FoundAsync(HttpClient http, int broken) => Eventually.HoldsAsync(
        $"{broken} are not found", async () => (await http.GetFromJsonAsync<FindingsAnswer>("v1/findings?type=promise-broken&limit=1000", Wire.Options, Stop))!.Items.Count >= broken);

    /// <summary>The stream from its beginning, until it is enough.</summary>
    static async Task<List<(string Id, string? Case)>> StreamAsync(HttpClient http, Predicate<List<(string Id, string? Case)>> isEnough)
    {
        var seen = new List<(string, string?)>();
        using var stream = new StreamReader(await http.GetStreamAsync("v1/findings/stream?after=0", Stop));
        var id = "";
        while (await stream.ReadLineAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Stop) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line[4..];
            if (!line.StartsWith("data: ", StringComparison.Ordinal))
                continue;
            seen.Add((id, JsonSerializer.Deserialize<FindingEvent>(line[6..], Wire.Options)!.Case));
            if (isEnough(seen))
                break;
        }
        return seen;
    }
}
