using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Input made to break the server: it is refused with a problem, nothing is lost, and the next good event is taken and replayed.</summary>
public sealed class AttackingTheServer(AllInOne shape) : IClassFixture<AllInOne>
{
    static string Event(string more, string data = "{}") =>
        $$"""{"specversion":"1.0","id":"{{Guid.NewGuid()}}","source":"/attack","type":"case.closed","subject":"attacked","time":"2026-03-02T09:00:00Z","data":{{data}}{{more}}}""";

    public static TheoryData<string, string, string> Catalogues => new()
    {
        { "application/yaml", string.Concat(Enumerable.Repeat("- ", 60_000)) + "x", "nested deeper" },
        { "application/yaml", new string('[', 50_000) + new string(']', 50_000), "nested deeper" },
        { "application/yaml", "? [a, b]\n: c", "names are plain text" },
        { "application/yaml", "a: {b\n- ", "no valid YAML" },
        { "application/yaml", "en3un20} 03: {-t\n-\n+:nr-+n,\\+e\"u ,e", "no valid YAML" },
        { "application/yaml", "links: {}\n---\nlinks: {}", "several documents" },
        { "application/json", """{"links":{"store":{"title":"\ud800"}}}""", "surrogate" },
        { "application/json", """{"links":{"a":null}}""", "needs an object" },
        { "application/json", """{"links":{"a":{},"a":{}}}""", "stands twice" },
        { "application/json", """{"calendars":{"c":{"zone":"Europe/Warsaw","hours":{"mon":"09:00-17:00"},"hourz":1} }}""", "'hourz'" },
        { "application/json", """{"calendars":{"c":{"zone":"Europe/Warsaw","hours":{"mon":"09:00-17:00"},"holidays":{} } }}""", "list of dates" },
    };

    [Theory]
    [MemberData(nameof(Catalogues))]
    public async Task A_catalogue_that_is_none_is_refused(string type, string body, string why)
    {
        var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        var answer = await shape.Http.PutAsync("v1/catalogue", content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode is 400 or 422, text);
        Assert.Contains(why, JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await StillWorksAsync();
    }

    [Fact]
    public async Task A_catalogue_in_no_text_or_compressed_is_refused()
    {
        var bytes = new ByteArrayContent([0x7b, 0xff, 0x7d]);
        Assert.Equal(HttpStatusCode.BadRequest, (await shape.Http.PutAsync("v1/catalogue", bytes)).StatusCode);
        var packed = new ByteArrayContent([0x1f, 0x8b]);
        packed.Headers.ContentEncoding.Add("gzip");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await shape.Http.PutAsync("v1/catalogue", packed)).StatusCode);
    }

    [Theory]
    [InlineData(1.0, HttpStatusCode.OK)]
    [InlineData(0.999, HttpStatusCode.BadRequest)]
    [InlineData(0.5, HttpStatusCode.BadRequest)]
    public async Task A_gzip_that_was_cut_off_is_no_end(double part, HttpStatusCode status)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < 200; i++)
            {
                await gzip.WriteAsync(Encoding.UTF8.GetBytes(Event("") + "\n"));
                await gzip.FlushAsync();
            }
        }
        var cut = packed.ToArray()[..(int)(packed.Length * part)];
        var answer = await shape.PostBytesAsync(cut, "application/x-ndjson", encoding: "gzip");
        Assert.Equal(status, answer.StatusCode);
        if (status != HttpStatusCode.OK)
            Assert.Equal("invalid_encoding", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(""","subject":"other" """, "/subject")]
    [InlineData(""","data":{}""", "/data")]
    [InlineData(""","x":1,"x":2""", "/x")]
    [InlineData(""","position":7""", "/position")]
    [InlineData(""","datacontenttype":"text/notjson" """, "/datacontenttype")]
    public async Task An_event_that_says_two_things_is_refused(string more, string pointer)
    {
        var answer = await (await shape.PostAsync(Event(more))).Content.ReadFromJsonAsync<PostAnswer>(Wire.Options);
        Assert.Equal(("invalid_value", pointer), (answer!.Results[0].Code, answer.Results[0].Pointer));
    }

    [Theory]
    [InlineData(",\"traceparent\":5")]
    [InlineData(""","datacontenttype":null""")]
    [InlineData(""","datacontenttype":"application/vnd.shop+json; charset=utf-8" """)]
    [InlineData(""","shop":"kept" """)]
    public async Task What_is_beside_the_point_does_not_lose_an_event(string more) =>
        Assert.Equal(HttpStatusCode.OK, (await shape.PostAsync(Event(more))).StatusCode);

    [Fact]
    public async Task Attributes_have_a_limit_as_data_has()
    {
        var answer = await (await shape.PostAsync(Event($$""","ext":"{{new string('y', 70_000)}}" """))).Content.ReadFromJsonAsync<PostAnswer>(Wire.Options);
        Assert.Equal("too_large", answer!.Results[0].Code);
        var deep = Event(""","ext":""" + new string('[', 62) + new string(']', 62));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shape.PostAsync(deep)).StatusCode);
        var deepest = Event("", """{"x":""" + new string('[', 45) + new string(']', 45) + "}");
        Assert.Equal(HttpStatusCode.OK, (await shape.PostAsync(deepest)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await shape.Http.GetAsync("v1/cases/attacked/events?limit=1000")).StatusCode);
    }

    [Fact]
    public async Task A_byte_order_mark_and_whole_characters_are_taken()
    {
        var marked = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(Event("") + "\n" + Event(""))).ToArray();
        Assert.Equal(HttpStatusCode.OK, (await shape.PostBytesAsync(marked, "application/x-ndjson")).StatusCode);
        var smiles = string.Concat(Enumerable.Repeat("🙂", 200));
        var named = Told.Json(Guid.NewGuid().ToString(), "case.closed", smiles, Told.Monday, "{}");
        Assert.Equal(HttpStatusCode.OK, (await shape.PostAsync(named)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shape.PostAsync(named.Replace(smiles, smiles + "🙂", StringComparison.Ordinal))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shape.PostAsync(named.Replace(smiles, "..", StringComparison.Ordinal))).StatusCode);
    }

    [Fact]
    public async Task A_dry_run_sees_what_stands_twice_in_the_request()
    {
        var id = Guid.NewGuid().ToString();
        string Closed(string outcome) => Told.Json(id, "case.closed", "dry", Told.Monday, $$"""{"outcome":"{{outcome}}"}""");
        var body = $"[{Closed("a")},{Closed("a")},{Closed("b")}]";
        var dry = await (await shape.PostAsync(body, query: "?dryRun=true")).Content.ReadFromJsonAsync<PostAnswer>(Wire.Options);
        var real = await (await shape.PostAsync(body)).Content.ReadFromJsonAsync<PostAnswer>(Wire.Options);
        Assert.Equal((1, 1, 1), (dry!.Accepted, dry.Duplicates, dry.Rejected));
        Assert.Equal((1, 1, 1), (real!.Accepted, real.Duplicates, real.Rejected));
        Assert.Equal(HttpStatusCode.BadRequest, (await shape.PostAsync(body, query: "?dryRun=")).StatusCode);
    }

    [Fact]
    public async Task Of_two_lines_with_one_name_the_first_counts_however_far_apart()
    {
        var id = Guid.NewGuid().ToString();
        string Closed(string name, string outcome) => Told.Json(name, "case.closed", "apart", Told.Monday, $$"""{"outcome":"{{outcome}}"}""");
        var lines = Enumerable.Range(0, 15_000).Select(i => i % 4000 == 0 ? Closed(id, "line " + i) : Closed($"{id}-{i}", "x"));
        var answer = await (await shape.PostAsync(string.Join('\n', lines), "application/x-ndjson")).Content.ReadFromJsonAsync<PostAnswer>(Wire.Options);
        Assert.Equal((14_997, 3), (answer!.Accepted, answer.Rejected));
        Assert.Equal([4000, 8000, 12_000], answer.Results.Select(r => (int)r.Index));
    }

    [Theory]
    [InlineData("v1/cases?cursor=eyJjYXNlIjoiYVx1MDAwMGIifQ==")]
    [InlineData("v1/cases?cursor=e30=")]
    [InlineData("v1/handoffs?cursor=eyJjYXNlIjoiYSJ9")]
    [InlineData("v1/cases?limit=")]
    public async Task A_place_that_was_not_given_here_is_refused(string path) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await shape.Http.GetAsync(path)).StatusCode);

    [Fact]
    public async Task Dead_letters_are_posted_right_and_retried_once()
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shape.Http.PostAsJsonAsync("v1/dead-letters", new object?[] { null })).StatusCode);
        var nonsense = new NewLetter("a.csv", "text/csv", "nonsense", "", "d", "");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shape.Http.PostAsJsonAsync("v1/dead-letters", new[] { nonsense }, Wire.Options)).StatusCode);

        await shape.PostAsync(Event(""","x":1,"x":""" + Random.Shared.Next()));
        var letter = (await shape.JsonAsync("v1/dead-letters?limit=1000")).GetProperty("items").EnumerateArray().Last().GetProperty("number").GetInt64();
        Task<HttpResponseMessage> Retry() => shape.Http.PostAsync($"v1/dead-letters/{letter}/retry", new StringContent(Event("")));
        Assert.Equal(HttpStatusCode.OK, (await Retry()).StatusCode);
        var again = await Retry();
        Assert.Equal((HttpStatusCode.Conflict, "resolved"), (again.StatusCode, (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Head_is_answered_and_other_methods_are_named()
    {
        var head = await shape.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "health/ready"));
        Assert.Equal((HttpStatusCode.OK, ""), (head.StatusCode, await head.Content.ReadAsStringAsync()));
        var deleted = await shape.Http.DeleteAsync("v1/hotspots");
        Assert.Equal("method_not_allowed", (await deleted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_case_of_many_promises_and_hand_offs_keeps_no_other_from_its_trace()
    {
        var name = "huge-" + Guid.NewGuid();
        var all = string.Join(',', Enumerable.Range(0, 400).Select(i => $"\"p{i}\""));
        var lines = Enumerable.Range(0, 400).SelectMany(i => new[]
        {
            Told.Json($"{name}-m{i}", "promise.made", name, Told.Monday, $$"""{"promise":"p{{i}}","by":"store","within":"PT1H"}"""),
            Told.Json($"{name}-h{i}", "handoff.requested", name, Told.Monday.AddMinutes(i + 1), $$"""{"handoff":"h{{i}}","from":"store","to":"office{{i}}","mode":"pass","inServiceOf":[{{all}}]}"""),
            Told.Json($"{name}-k{i}", "promise.kept", name, Told.Monday.AddDays(2), $$"""{"promise":"p{{i}}"}"""),
        });
        Assert.Equal(HttpStatusCode.OK, (await shape.PostAsync(string.Join('\n', lines), "application/x-ndjson")).StatusCode);
        await shape.ReplayedAsync($"{name}-k399");
        Assert.Equal(400, (await shape.JsonAsync($"v1/cases/{name}")).GetProperty("broken").GetInt32());
        await StillWorksAsync();
    }

    [Fact]
    public async Task A_decision_that_is_told_ahead_of_time_changes_verdicts_when_its_time_comes()
    {
        var (name, link) = ("ahead-" + Guid.NewGuid(), "link-" + Guid.NewGuid());
        await shape.PostAsync($"[{Told.Json(name + "1", "promise.made", name, Told.Monday, """{"promise":"p","by":"store","within":"PT1H"}""")},"
            + $"{Told.Json(name + "2", "handoff.requested", name, Told.Monday, $$"""{"handoff":"h","from":"store","to":"{{link}}"}""")},"
            + $"{Told.Json(name + "3", "handoff.delivered", name, Told.Monday.AddHours(5), """{"handoff":"h"}""")},"
            + $"{Told.Json(name + "4", "promise.kept", name, Told.Monday.AddHours(5), """{"promise":"p"}""")}]");
        await shape.PostAsync(Told.Json(
            name + "5", "decision.taken", "organisation", DateTime.UtcNow.AddSeconds(3),
            $$"""{"decision":"{{name}}","title":"t","links":["{{link}}"],"from":"{{Told.Monday:yyyy-MM-dd}}T09:00:00Z","to":"{{Told.Monday:yyyy-MM-dd}}T23:00:00Z"}"""));
        await shape.ReplayedAsync(name + "4");
        await Eventually.HoldsAsync("The decision is not seen", async () =>
        {
            var promise = (await shape.JsonAsync("v1/promises?link=" + link)).GetProperty("items")[0];
            return promise.GetProperty("verdict").GetProperty("root").GetProperty("decision").GetString() == name;
        });
    }

    async Task StillWorksAsync()
    {
        var id = Guid.NewGuid().ToString();
        Assert.Equal(HttpStatusCode.OK, (await shape.PostAsync(Told.Json(id, "case.closed", "good-" + id, Told.Monday, "{}"))).StatusCode);
        await shape.ReplayedAsync(id);
    }
}
