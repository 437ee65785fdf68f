using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Server.Tests;
using JourneyTrace.Testing;

namespace JourneyTrace.Faults.Tests;

/// <summary>Whatever is sent, the server answers and goes on: no answer of 5xx, and what it accepted is given back as it came.</summary>
[Trait("Category", "Fault")]
public sealed class Fuzzing(Servers servers, ITestOutputHelper output)
{
    const int Senders = 4;

    const string Operator = "operator-0123456789-0123456789-0123456789";

    // They change who may come in, or take long by what they are.
    static readonly string[] LeftOut = ["/v1/findings/stream", "/v1/session", "/v1/log/parts"];

    int _sent, _accepted, _readBack, _questions, _othersTaken;

    // Each round begins with nothing: what is read back is found among few.
    const int TimesARound = 20_000;

    /// <summary>Of one round. JOURNEYTRACE_FUZZ_SEED tries others than those of last time.</summary>
    static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("JOURNEYTRACE_FUZZ_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 1000;

    [Fact]
    public async Task Bodies_and_questions_from_a_seed()
    {
        var (times, wrong) = (Length.Of(4_000, 1_000_000), new List<string>());
        for (var from = 0; from < times && wrong.Count == 0; from += TimesARound)
            await RoundAsync(Seed + from, Math.Min(TimesARound, times - from), wrong);
        var said = $"fuzzed: {_sent} bodies, {_accepted} events accepted, {_readBack} of them read back, {_questions} questions, {_othersTaken} other requests taken, {wrong.Count} anomalies";
        output.WriteLine(said);
        Console.WriteLine("    " + said);
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
        Assert.True(_accepted > times / 20 && _readBack == _accepted && _questions > times / 20 && _othersTaken > times / 500, said);
    }

    async Task RoundAsync(int seed, int times, List<string> wrong)
    {
        await using var server = await ServerProcess.StartAsync("serve", "--postgres", await servers.Cluster.NewDatabaseAsync());
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
        await using var keyed = await ServerProcess.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["JOURNEYTRACE_ADMIN_KEY"] = Operator }, "serve", "--postgres", await servers.Cluster.NewDatabaseAsync());
        using var asOperator = new HttpClient { BaseAddress = keyed.Address, Timeout = TimeSpan.FromMinutes(5), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Operator) } };
        var document = JsonDocument.Parse(await http.GetStringAsync("openapi/v1.json")).RootElement;
        var paths = document.GetProperty("paths").EnumerateObject().Where(p => p.Value.TryGetProperty("get", out _)).Select(p => p.Name)
            .Append("/jaeger/api/traces").Append("/jaeger/api/traces/{id}").Append("/jaeger/api/v3/trace-summaries").Where(p => !LeftOut.Any(left => p.StartsWith(left, StringComparison.Ordinal))).ToList();
        var events = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "docs/examples/phone-shop.ndjson"));
        using (var filled = await asOperator.PostAsync(new Uri("v1/events", UriKind.Relative), new StringContent(string.Join('\n', events), new MediaTypeHeaderValue("application/x-ndjson"))))
            Assert.True(filled.IsSuccessStatusCode);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            var input = new FuzzedInput(seed + sender, events, paths);
            var (others, administration) = (new FuzzedRequests(input), new FuzzedAdministration(input));
            for (var i = 0; i < times / Senders && wrong.Count < 20; i++)
            {
                if (i % 25 == 2)
                    administration.Learn(await SendOtherAsync(asOperator, administration.Next(i / 25), wrong));
                else
                    await SendAsync(http, input, others, i, wrong);
            }
        })));
        await EndAsync(http, server, wrong);
        await EndAsync(asOperator, keyed, wrong);
    }

    /// <summary>After all of it, each server says that what it has is right.</summary>
    static async Task EndAsync(HttpClient http, ServerProcess server, List<string> wrong)
    {
        Assert.DoesNotContain("Unhandled", server.Said, StringComparison.OrdinalIgnoreCase);
        await new JourneyTraceClient(http).CaughtUpAsync();
        using var answer = await http.PostAsync(new Uri("v1/verify", UriKind.Relative), null);
        var said = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || !JsonDocument.Parse(said).RootElement.GetProperty("equal").GetBoolean())
            Say(wrong, $"verify says {said}");
    }

    async Task SendAsync(HttpClient http, FuzzedInput input, FuzzedRequests others, int number, List<string> wrong)
    {
        if (number % 10 == 0)
        {
            await AskAsync(http, input.Question(), wrong);
            return;
        }
        if (number % 25 == 1)
        {
            await SendOtherAsync(http, others.Next(number / 25), wrong);
            return;
        }
        var (body, type) = input.Body();
        Interlocked.Increment(ref _sent);
        var isPacked = number % 9 == 0;
        using var content = new ByteArrayContent(isPacked ? input.Packed(body) : body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        if (isPacked)
            content.Headers.ContentEncoding.Add("gzip");
        using var answer = await http.PostAsync(new Uri("v1/events?verbose=true", UriKind.Relative), content);
        if (Judge(answer, $"{type}: {Text(body)}", wrong) && answer.StatusCode is System.Net.HttpStatusCode.OK or System.Net.HttpStatusCode.MultiStatus)
            await ReadBackAsync(http, body, type, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement, wrong);
    }

    /// <summary>The answer, where it was taken.</summary>
    async Task<string> SendOtherAsync(HttpClient http, HttpRequestMessage request, List<string> wrong)
    {
        Interlocked.Increment(ref _sent);
        using var answer = await http.SendAsync(request);
        if (answer.IsSuccessStatusCode)
            Interlocked.Increment(ref _othersTaken);
        if ((int)answer.StatusCode >= 500)
            Say(wrong, $"{(int)answer.StatusCode} for {request.Method} {request.RequestUri}: {(request.Content is { } body ? await body.ReadAsStringAsync() : request.Headers.Authorization)}");
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : "";
    }

    async Task AskAsync(HttpClient http, string question, List<string> wrong)
    {
        Interlocked.Increment(ref _questions);
        using var answer = await http.GetAsync(new Uri(question, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Judge(answer, question, wrong);
        // A stream has no end; all else has to come to it.
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream")
            await answer.Content.CopyToAsync(Stream.Null);
    }

    /// <summary>What was accepted stands there as it was sent.</summary>
    async Task ReadBackAsync(HttpClient http, byte[] body, string type, JsonElement answer, List<string> wrong)
    {
        var sent = Sent(body, type);
        foreach (var result in answer.GetProperty("results").EnumerateArray().Where(r => r.GetProperty("status").GetString() == "accepted"))
        {
            Interlocked.Increment(ref _accepted);
            var one = sent[result.GetProperty("index").GetInt32()];
            var stored = await StoredAsync(http, one);
            if (stored.ValueKind == JsonValueKind.Object && Same(one, stored))
                Interlocked.Increment(ref _readBack);
            else
                Say(wrong, $"{one} reads back as {stored}");
        }
    }

    static async Task<JsonElement> StoredAsync(HttpClient http, JsonElement sent)
    {
        var (path, next) = ($"v1/cases/{Uri.EscapeDataString(sent.GetProperty("subject").GetString()!)}/events?limit=1000", "");
        while (next is not null)
        {
            var page = JsonDocument.Parse(await http.GetStringAsync(new Uri(path + next, UriKind.Relative))).RootElement;
            foreach (var item in page.GetProperty("items").EnumerateArray())
            {
                if (item.GetProperty("id").GetString() == sent.GetProperty("id").GetString() && item.GetProperty("source").GetString() == sent.GetProperty("source").GetString())
                    return item;
            }
            next = page.GetProperty("next").GetString() is { } cursor ? "&cursor=" + Uri.EscapeDataString(cursor) : null;
        }
        return default;
    }

    static bool Same(JsonElement sent, JsonElement stored) =>
        sent.EnumerateObject().All(member => member.Name is "traceparent" or "time" or "datacontenttype" || member.Value.ValueKind == JsonValueKind.Null
            || (stored.TryGetProperty(member.Name, out var value) && AreEqual(member.Value, value)))
        && DateTimeOffset.Parse(sent.GetProperty("time").GetString()!, CultureInfo.InvariantCulture) - DateTimeOffset.Parse(stored.GetProperty("time").GetString()!, CultureInfo.InvariantCulture) is { Ticks: > -10 and < 10 };

    static bool AreEqual(JsonElement sent, JsonElement stored)
    {
        try
        {
            return JsonElement.DeepEquals(sent, stored);
        }
        catch (ArgumentOutOfRangeException)
        {
            // A number with an exponent beyond all numbers: it is kept as it is written.
            return sent.GetRawText() == stored.GetRawText();
        }
    }

    static List<JsonElement> Sent(byte[] body, string type)
    {
        if (type == "application/x-ndjson")
            return [.. Text(body).Split('\n').Where(line => line.Trim(' ', '\t', '\r').Length > 0).Select(line => Parsed(line.TrimStart('\ufeff')))];
        var root = Parsed(Text(body).TrimStart('\ufeff'));
        return root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
    }

    /// <summary>A line that is no JSON takes its place, too.</summary>
    static JsonElement Parsed(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    static bool Judge(HttpResponseMessage answer, string what, List<string> wrong)
    {
        if ((int)answer.StatusCode < 500)
            return true;
        Say(wrong, $"{(int)answer.StatusCode} for {what}");
        return false;
    }

    static void Say(List<string> wrong, string what)
    {
        lock (wrong)
            wrong.Add(what.Length > 2000 ? what[..2000] : what);
    }

    static string Text(byte[] body) => System.Text.Encoding.UTF8.GetString(body);
}
