using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Logs as a form, as the console sends them; and what the console is given.</summary>
public sealed class Importing_over_HTTP(AllInOne shape) : IClassFixture<AllInOne>
{
    const string Log = "case,time,activity,department\norder-1,2026-03-02T09:00:00Z,ask,desk\norder-1,2026-03-02T10:00:00Z,answer,office\norder-1,yesterday,close,desk\n";

    [Fact]
    public async Task A_mapping_is_suggested_tried_and_taken()
    {
        var suggested = (await JsonAsync(await PostAsync("v1/imports/mapping", Log))).GetProperty("mapping").GetString()!;
        Assert.Contains("format: csv", suggested, StringComparison.Ordinal);
        const string Mapping = "format: csv\ncase: case\ntime: time\nactivity: activity\nlink: department\nkind: { is: order }\n";
        var tried = await JsonAsync(await PostAsync("v1/imports?dryRun=true", Log, Mapping));
        Assert.Equal((1, 1), (tried.GetProperty("cases").GetInt32(), tried.GetProperty("badRows").GetInt32()));
        Assert.Equal(HttpStatusCode.NotFound, (await shape.Http.GetAsync("v1/cases/order-1")).StatusCode);
        var taken = await JsonAsync(await PostAsync("v1/imports", Log, Mapping));
        Assert.True(taken.GetProperty("events").GetProperty("accepted").GetInt32() > 0);
        var again = await JsonAsync(await PostAsync("v1/imports", Log, Mapping));
        Assert.Equal(0, again.GetProperty("events").GetProperty("accepted").GetInt32());
        Assert.Single(await LettersAsync(), l => l.Detail.Contains("yesterday", StringComparison.Ordinal));
    }

    /// <summary>More than one request takes, longer than a word may be, with characters that a database does not keep.</summary>
    [Fact]
    public async Task Bad_rows_are_kept_whatever_stands_in_them()
    {
        const int Rows = 1300;
        const string Mapping = "format: csv\ncase: case\ntime: time\nactivity: activity\nlink: department\nkind: { is: odd }\nsource: /odd\n";
        var odd = $"case,time,activity,department\nodd-1,2026-03-02T09:00:00Z,ask,desk\nodd-1,2026-03-02T09:00:00Z,{new string('\u7628', 5000)},desk\nodd-1,yester\0day,ask,desk\n"
            + string.Concat(Enumerable.Range(0, Rows).Select(i => $"odd-1,never {i},ask,{new string('d', 12_000)}\n"));
        var before = (await LettersAsync()).Count;
        var taken = await JsonAsync(await PostAsync("v1/imports", odd, Mapping));
        Assert.Equal((Rows + 2, Rows + 3), (taken.GetProperty("badRows").GetInt32(), taken.GetProperty("rows").GetInt32()));
        var letters = await LettersAsync();
        Assert.Equal(before + Rows + 2, letters.Count);
        Assert.Contains(letters, l => l.Detail.Contains("yester\uFFFDday", StringComparison.Ordinal));
        Assert.Contains(letters, l => l.Detail.EndsWith("\u7628…", StringComparison.Ordinal) && l.Body.Contains(new string('\u7628', 5000), StringComparison.Ordinal));
    }

    async Task<List<(string Detail, string Body)>> LettersAsync()
    {
        var (all, next) = (new List<(string, string)>(), "");
        while (next is not null)
        {
            var page = await shape.JsonAsync("v1/dead-letters?limit=200" + next);
            all.AddRange(page.GetProperty("items").EnumerateArray().Select(i => (i.GetProperty("detail").GetString()!, System.Text.RegularExpressions.Regex.Unescape(i.GetProperty("body").GetString() ?? ""))));
            next = page.GetProperty("next").GetString() is { } cursor ? "&cursor=" + Uri.EscapeDataString(cursor) : null;
        }
        return all;
    }

    [Theory]
    [InlineData("v1/imports", null, null, 422, "missing_field", "mapping")]
    [InlineData("v1/imports", "format: xes\ncase: [", null, 422, "invalid_value", "")]
    [InlineData("v1/imports", "format: xes\ncase: x\ntime: y\nactivity: z\n", null, 422, "invalid_value", "log.csv")]
    [InlineData("v1/imports", "format: csv", "http://elsewhere.test", 403, "wrong_origin", "elsewhere")]
    [InlineData("v1/imports/mapping", null, "http://elsewhere.test", 403, "wrong_origin", "elsewhere")]
    [InlineData("v1/imports?surprise=1", "format: csv", null, 400, "unknown_parameter", "surprise")]
    public async Task What_is_wrong_is_said(string path, string? mapping, string? origin, int status, string code, string says)
    {
        var answer = await PostAsync(path, Log, mapping, origin);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((status, code), ((int)answer.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Contains(says, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    /// <summary>What fuzzing found: each was once an answer of 500.</summary>
    [Theory]
    [InlineData("v1/imports", "a.json", "{\"events\":[{\"id\":\"e\",\"type\":\"\u00ff\"}]}", "format: ocel\ncase: order\ntime: ocel:timestamp\nactivity: ocel:activity\n", "cannot be read")]
    [InlineData("v1/imports", "a.json", "{\"events\":[{\"id\":\"e\",\"type\":\"\\ud800\"}]}", "format: ocel\ncase: order\ntime: ocel:timestamp\nactivity: ocel:activity\n", "cannot be read")]
    [InlineData("v1/imports", "a.xes", "<log/>", "format: xes\ncase: c\ntime: t\nactivity: a\npromises:\n  - promise: goods\n    :\n  - kept: last\n", "no valid YAML")]
    [InlineData("v1/imports/mapping", "a.csv.gz", "no gzip at all", "", "damaged")]
    [InlineData("v1/imports/mapping", "a.csv.zip", "no zip at all", "", "damaged")]
    [InlineData("v1/imports/mapping", "a.xes.gz", "no gzip at all", "", "damaged")]
    public async Task What_is_damaged_is_said(string path, string name, string file, string mapping, string says)
    {
        // Each character is a byte.
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.Latin1.GetBytes(file)), "file", name }, { new StringContent(mapping), "mapping" } };
        var answer = await shape.Http.PostAsync(path, form);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((422, "invalid_value"), ((int)answer.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Contains(says, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_form_is_refused()
    {
        var answer = await shape.Http.PostAsync("v1/imports", new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        using var empty = new MultipartFormDataContent { { new StringContent("format: csv"), "mapping" } };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shape.Http.PostAsync("v1/imports", empty)).StatusCode);
    }

    [Fact]
    public async Task The_consoles_types_are_of_what_the_server_says_of_itself()
    {
        var said = JsonNode.Parse(await shape.Http.GetStringAsync("openapi/v1.json"))!.AsObject();
        Assert.False(said.ContainsKey("servers"));
        var kept = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src/JourneyTrace.Web/openapi.json")));
        Assert.True(JsonNode.DeepEquals(said, kept), "The API changed: run scripts/openapi.sh with the address of a running server, and commit");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/hotspots?by=cause")]
    [InlineData("/cases/a%2Fb")]
    public async Task A_browser_is_given_the_console_and_nothing_from_elsewhere(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html,application/xhtml+xml");
        var answer = await shape.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var (policy, page) = (answer.Headers.GetValues("Content-Security-Policy").Single(), await answer.Content.ReadAsStringAsync());
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("<div id=\"root\">", page, StringComparison.Ordinal);
        // What is let in as ours is said in this answer alone.
        var nonce = System.Text.RegularExpressions.Regex.Match(policy, "'nonce-(?<nonce>[A-Za-z0-9+/=]{24})'", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["nonce"].Value;
        Assert.Contains($"content=\"{nonce}\"", page, StringComparison.Ordinal);
        using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
        Assert.DoesNotContain(nonce, (await shape.Http.SendAsync(again)).Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promises_by_period_add_up()
    {
        var hotspots = await shape.JsonAsync("v1/hotspots?by=link");
        foreach (var by in new[] { "day", "week", "month" })
        {
            var items = (await shape.JsonAsync("v1/trend?limit=1000&by=" + by)).GetProperty("items").EnumerateArray().ToList();
            Assert.Equal(hotspots.GetProperty("promises").GetInt64(), items.Sum(i => i.GetProperty("promises").GetInt64()));
        }
        Assert.Equal(HttpStatusCode.BadRequest, (await shape.Http.GetAsync("v1/trend?by=year")).StatusCode);
    }

    async Task<HttpResponseMessage> PostAsync(string path, string log, string? mapping = null, string? origin = null)
    {
        var form = new MultipartFormDataContent();
        if (mapping is not null)
            form.Add(new StringContent(mapping), "mapping");
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(log)), "file", "log.csv");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await shape.Http.SendAsync(request);
    }

    static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}
