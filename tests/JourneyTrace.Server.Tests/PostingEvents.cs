using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>POST /v1/events: every content type, every status code, nothing lost.</summary>
public abstract class PostingEvents(Shape shape)
{
    static string Made(string id, string @case = "post-case", string what = "swap") => Told.Json(
        id, "promise.made", @case, Told.Monday, $$"""{"promise":"p","by":"store","within":"PT4H","what":"{{what}}"}""");

    [Theory]
    [InlineData("application/json", false)]
    [InlineData("application/json", true)]
    [InlineData("application/cloudevents+json; charset=utf-8", false)]
    [InlineData("application/cloudevents-batch+json", true)]
    [InlineData("application/x-ndjson", false)]
    public async Task Each_content_type_is_taken_and_known_again(string type, bool array)
    {
        var id = "type-" + Guid.NewGuid();
        var body = array ? $"[{Made(id)}]" : Made(id);
        var first = await AnswerAsync(await shape.PostAsync(body, type), HttpStatusCode.OK);
        var again = await AnswerAsync(await shape.PostAsync(body, type), HttpStatusCode.OK);
        Assert.Equal((1, 0, 0), (first.Accepted, first.Duplicates, first.Rejected));
        Assert.Equal((0, 1, 0), (again.Accepted, again.Duplicates, again.Rejected));
        Assert.True(first.Position > 0);
    }

    [Fact]
    public async Task A_gzipped_stream_of_any_length_is_taken()
    {
        var name = Guid.NewGuid().ToString();
        var lines = string.Join('\n', Enumerable.Range(0, 12_000).Select(i => Made($"{name}-{i}", $"{name}-{i % 50}")));
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(lines));
        var answer = await AnswerAsync(await shape.PostBytesAsync(packed.ToArray(), "application/x-ndjson", encoding: "gzip"), HttpStatusCode.OK);
        Assert.Equal(12_000, answer.Accepted);
    }

    [Fact]
    public async Task Some_rejected_answers_207_and_names_each_by_index_code_and_pointer()
    {
        var id = Guid.NewGuid().ToString();
        var body = $"[{Made(id)},{Made(id)},{Told.Json(id + "x", "handoff.accepted", "c", Told.Monday, "{}")},5]";
        var answer = await AnswerAsync(await shape.PostAsync(body), (HttpStatusCode)207);
        Assert.Equal((1, 1, 2), (answer.Accepted, answer.Duplicates, answer.Rejected));
        Assert.Equal([(2, "missing_field", "/data/handoff"), (3, "wrong_type", "")], answer.Results.Select(r => (r.Index, r.Code!, r.Pointer!)));
        Assert.Contains("/docs/problems#missing_field", answer.Results[0].Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_rejected_answers_422_and_verbose_lists_all()
    {
        var none = await AnswerAsync(await shape.PostAsync("[{},{}]"), HttpStatusCode.UnprocessableEntity);
        Assert.Equal(2, none.Rejected);
        var id = Guid.NewGuid().ToString();
        var all = await AnswerAsync(await shape.PostAsync(Made(id), query: "?verbose=true"), HttpStatusCode.OK);
        Assert.Equal(("accepted", id), (all.Results[0].Status, all.Results[0].Id));
    }

    [Fact]
    public async Task One_event_in_conflict_answers_409_and_the_stored_one_stays()
    {
        var id = Guid.NewGuid().ToString();
        await shape.PostAsync(Made(id));
        var conflict = await shape.PostAsync(Made(id, what: "something else"));
        Assert.Equal(HttpStatusCode.Conflict, conflict.StatusCode);
        Assert.Equal("application/problem+json", conflict.Content.Headers.ContentType!.MediaType);
        Assert.Equal("conflict", (await conflict.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        var place = await shape.Client.GetAsync<EventPlace>($"v1/events/%2Ftest/{id}", CancellationToken.None);
        Assert.Equal("stored", place.Status);
        Assert.NotNull(place.DeadLetter);
    }

    [Theory]
    [InlineData("{", "application/json", 400, "invalid_json")]
    [InlineData("", "application/json", 400, "invalid_json")]
    [InlineData("[{}", "application/json", 400, "invalid_json")]
    [InlineData("{} {}", "application/json", 400, "invalid_json")]
    [InlineData("{}", "application/cloudevents-batch+json", 422, "wrong_type")]
    [InlineData("\"text\"", "application/json", 422, "wrong_type")]
    [InlineData("{}", "text/plain", 415, "unsupported_type")]
    [InlineData("{}", "application/json; charset=utf-16", 415, "unsupported_type")]
    public async Task A_body_that_is_no_events_is_refused(string body, string type, int status, string code)
    {
        var answer = await shape.PostAsync(body, type);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        var huge = "[" + Made("huge-1") + "," + new string(' ', 17_000_000) + Made("huge-2") + "]";
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await shape.PostAsync(huge)).StatusCode);
        var line = Made("line-1") + "\n" + new string('x', 3_000_000) + "\n";
        var refused = await shape.PostAsync(line, "application/x-ndjson");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task A_bomb_is_refused_in_bounded_memory()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 512; i++)
                await gzip.WriteAsync(zeros);
        }
        foreach (var type in new[] { "application/json", "application/x-ndjson" })
            Assert.Equal(413, (int)(await shape.PostBytesAsync(packed.ToArray(), type, encoding: "gzip")).StatusCode);
        var notGzip = await shape.PostBytesAsync("{}"u8.ToArray(), "application/json", encoding: "gzip");
        Assert.Equal(400, (int)notGzip.StatusCode);
        Assert.Equal(415, (int)(await shape.PostBytesAsync("{}"u8.ToArray(), "application/json", encoding: "br")).StatusCode);
        var memory = shape.Processes.Max(p => p.PeakMemory);
        Assert.True(memory < 900L << 20, $"{memory >> 20} MiB");
    }

    [Theory]
    [InlineData("""{"promise":1}""", "wrong_type", "/data/promise")]
    [InlineData("""{"promise":"p","by":"s"}""", "missing_field", "/data/due")]
    [InlineData("""{"promise":"p","by":"s","due":"tomorrow"}""", "invalid_value", "/data/due")]
    [InlineData("""{"promise":"p","by":"s","due":"2026-03-02T09:00:00"}""", "invalid_value", "/data/due")]
    [InlineData("""{"promise":"p","by":"s","due":"9999-03-02T09:00:00Z"}""", "invalid_value", "/data/due")]
    [InlineData("""{"promise":"p","by":"s","within":"P1M"}""", "invalid_value", "/data/within")]
    [InlineData("""{"promise":"p","by":"s","within":"P1000000D"}""", "invalid_value", "/data/within")]
    [InlineData("""{"promise":"p\u0000","by":"s","within":"P1D"}""", "invalid_value", "/data/promise")]
    [InlineData("""{"promise":"p","promise":"q","by":"s","within":"P1D"}""", "invalid_value", "/data/promise")]
    [InlineData("""{"promise":"p","by":"\ud800","within":"P1D"}""", "invalid_value", "/data/by")]
    [InlineData("""[]""", "wrong_type", "/data")]
    public async Task A_wrong_field_is_named(string data, string code, string pointer)
    {
        var answer = await AnswerAsync(
            await shape.PostAsync(Told.Json(Guid.NewGuid().ToString(), "promise.made", "c", Told.Monday, data)), HttpStatusCode.UnprocessableEntity);
        Assert.Equal((code, pointer), (answer.Results[0].Code, answer.Results[0].Pointer));
    }

    [Fact]
    public async Task Wrong_envelopes_are_named()
    {
        var now = DateTime.UtcNow;
        var wrong = new (string Json, string Code)[]
        {
            (Told.Json("e", "promise.made", "c", now.AddHours(30), "{}"), "time_in_future"),
            (Told.Json("e", "promise.unmade", "c", now, "{}"), "unknown_type"),
            (Told.Json("e", "decision.shelved", "organisation", now, "{}"), "unknown_type"),
            (Told.Json("e", "case.closed", "organisation", now, "{}"), "wrong_subject"),
            (Told.Json("e", "procedure.shelved", "c", now, """{"procedure":"p"}"""), "wrong_subject"),
            (Told.Json(new string('i', 201), "case.closed", "c", now, "{}"), "invalid_value"),
            (Told.Json("e", "case.closed", "c", now, $$"""{"outcome":"{{new string('x', 70_000)}}"}"""), "too_large"),
            (Made("e").Replace("\"1.0\"", "\"0.3\"", StringComparison.Ordinal), "invalid_value"),
            (Made("e").Replace("\"time\"", "\"thyme\"", StringComparison.Ordinal), "missing_field"),
        };
        foreach (var (json, code) in wrong)
        {
            var answer = await AnswerAsync(await shape.PostAsync(json), HttpStatusCode.UnprocessableEntity);
            Assert.Equal(code, answer.Results[0].Code);
        }
    }

    [Fact]
    public async Task A_dry_run_says_what_would_happen_and_stores_nothing()
    {
        var id = Guid.NewGuid().ToString();
        var answer = await AnswerAsync(await shape.PostAsync($"[{Made(id)},{{}}]", query: "?dryRun=true"), (HttpStatusCode)207);
        Assert.Equal((1, 1), (answer.Accepted, answer.Rejected));
        Assert.Equal(HttpStatusCode.NotFound, (await shape.Http.GetAsync($"v1/events/%2Ftest/{id}")).StatusCode);
    }

    [Fact]
    public async Task A_dead_letter_is_kept_byte_for_byte_mended_and_retried()
    {
        var id = Guid.NewGuid().ToString();
        var wrong = Told.Json(id, "promise.made", "mended", Told.Monday, """{"promise":"p",   "by":"s"}""");
        await shape.PostAsync(wrong);
        var place = await shape.Client.GetAsync<EventPlace>($"v1/events/%2Ftest/{id}", CancellationToken.None);
        Assert.Equal(("dead-letter", "missing_field"), (place.Status, place.Code));
        var letter = await shape.Client.GetAsync<DeadLetterItem>($"v1/dead-letters/{place.DeadLetter}", CancellationToken.None);
        Assert.Equal(wrong, letter.Body);
        Assert.Equal(wrong, Encoding.UTF8.GetString(Convert.FromBase64String(letter.BodyBase64)));

        var asItWas = await shape.Http.PostAsync($"v1/dead-letters/{place.DeadLetter}/retry", null);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asItWas.StatusCode);
        var mended = await shape.Http.PostAsync($"v1/dead-letters/{place.DeadLetter}/retry", new StringContent(Made(id, "mended")));
        Assert.Equal(HttpStatusCode.OK, mended.StatusCode);
        Assert.NotNull((await shape.Client.GetAsync<DeadLetterItem>($"v1/dead-letters/{place.DeadLetter}", CancellationToken.None)).ResolvedAt);
        Assert.Equal("stored", (await shape.Client.GetAsync<EventPlace>($"v1/events/%2Ftest/{id}", CancellationToken.None)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await shape.Http.PostAsync("v1/dead-letters/99999999/retry", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await shape.Http.GetAsync("v1/dead-letters/x")).StatusCode);
    }

    [Fact]
    public async Task Unknown_fields_and_the_trace_context_are_given_back()
    {
        var id = Guid.NewGuid().ToString();
        var json = Made(id, "given-back-" + id).Replace("\"id\":", "\"team\":{\"a\":[1]},\"id\":", StringComparison.Ordinal)
            .Replace("\"by\":", "\"extra\":true,\"by\":", StringComparison.Ordinal);
        await AnswerAsync(await shape.PostAsync(json), HttpStatusCode.OK);
        var stored = (await shape.JsonAsync($"v1/cases/given-back-{id}/events")).GetProperty("items")[0];
        Assert.Equal("""{"a":[1]}""", stored.GetProperty("team").GetRawText());
        Assert.True(stored.GetProperty("data").GetProperty("extra").GetBoolean());
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", stored.GetProperty("traceparent").GetString());
        Assert.True(stored.TryGetProperty("recordedat", out _));
    }

    static async Task<PostAnswer> AnswerAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode} {body}");
        return JsonSerializer.Deserialize<PostAnswer>(body, Wire.Options)!;
    }
}

public sealed class Posting_to_one_process(AllInOne shape) : PostingEvents(shape), IClassFixture<AllInOne>;

public sealed class Posting_to_processes_by_role(Split shape) : PostingEvents(shape), IClassFixture<Split>;
