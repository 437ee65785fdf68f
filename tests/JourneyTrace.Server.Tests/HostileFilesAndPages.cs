using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Files made to fill memory, and pages of other sites: nothing of either is taken, and the next good event is.</summary>
public sealed class HostileFilesAndPages(AllInOne shape) : IClassFixture<AllInOne>
{
    public static TheoryData<string, string> Mappings => new()
    {
        { string.Concat(Enumerable.Repeat("- ", 60_000)) + "x", "nested deeper" },
        { new string('[', 200_000), "nested deeper" },
        { string.Concat(Enumerable.Repeat("a: {", 50_000)), "nested deeper" },
        // A billion laughs, and the same as the name of an entry.
        { "a: &a [x,x]\n" + string.Concat(Enumerable.Range('b', 20).Select(c => $"{(char)c}: &{(char)c} [*{(char)(c - 1)},*{(char)(c - 1)}]\n")), "alias" },
        { "a: &a [x,x]\n? *a\n: x", "alias" },
        { "a: {b\n- ", "no valid YAML" },
        { "format: csv\n---\nformat: csv", "several documents" },
    };

    [Theory]
    [MemberData(nameof(Mappings))]
    public async Task A_mapping_that_would_break_its_reader_is_refused(string mapping, string why)
    {
        var answer = await ImportAsync("a.csv", "c,t,a\n1,2026-03-02,b\n"u8.ToArray(), mapping);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/mapping"), (answer.StatusCode, problem.GetProperty("pointer").GetString()));
        Assert.Contains(why, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await StillWorksAsync();
    }

    /// <summary>A hundred megabytes in a few kilobytes: a zip, a gzip, to be imported or only looked at.</summary>
    [Theory]
    [InlineData("bomb.csv.gz", "v1/imports")]
    [InlineData("bomb.csv.zip", "v1/imports")]
    [InlineData("bomb.json.zip", "v1/imports")]
    [InlineData("bomb.xes.zip", "v1/imports/mapping")]
    public async Task A_file_that_decompresses_to_very_much_is_refused(string name, string path)
    {
        var answer = await ImportAsync(name, Bomb(name), $"format: {(name.Contains("json", StringComparison.Ordinal) ? "ocel" : "csv")}\ncase: c\ntime: t\nactivity: a\n", path);
        Assert.True(answer.StatusCode == HttpStatusCode.UnprocessableEntity, await answer.Content.ReadAsStringAsync());
        Assert.Equal("/file", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("pointer").GetString());
        await StillWorksAsync();
    }

    static byte[] Bomb(string name)
    {
        using var packed = new MemoryStream();
        if (name.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var gzip = new GZipStream(packed, CompressionLevel.SmallestSize);
            Fill(gzip, name);
        }
        else
        {
            using var zip = new ZipArchive(packed, ZipArchiveMode.Create);
            using var entry = zip.CreateEntry(name[..^4], CompressionLevel.SmallestSize).Open();
            Fill(entry, name);
        }
        return packed.ToArray();
    }

    static void Fill(Stream file, string name)
    {
        file.Write(name.Contains("xes", StringComparison.Ordinal) ? "<log><trace><string key=\"a\" value=\""u8 : "c,t,a\n"u8);
        var block = Encoding.ASCII.GetBytes(new string('a', 1 << 20));
        for (var i = 0; i < 100; i++)
            file.Write(block);
    }

    /// <summary>XML that would read files, ask others, or become very long.</summary>
    [Theory]
    [InlineData("a.xes", "xes", """<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]>""")]
    [InlineData("a.xes", "xes", """<!DOCTYPE log SYSTEM "http://169.254.169.254/latest/meta-data/">""")]
    [InlineData("a.xes", "xes", """<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;">]>""")]
    [InlineData("a.xml", "ocel", """<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]>""")]
    [InlineData("a.xml", "ocel", """<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY x "&a;&a;&a;&a;">]>""")]
    public async Task A_document_type_is_refused_in_a_log(string name, string format, string type)
    {
        var log = $"<?xml version=\"1.0\"?>{type}<log><trace><string key=\"concept:name\" value=\"&x;\"/></trace></log>";
        var answer = await ImportAsync(name, Encoding.UTF8.GetBytes(log), $"format: {format}\ncase: c\ntime: t\nactivity: a\n");
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.UnprocessableEntity, said);
        Assert.Contains("DTD", JsonDocument.Parse(said).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("root:", said, StringComparison.Ordinal);
    }

    /// <summary>Nobody needs a key here, and every page that a browser shows may send what it sends unasked.</summary>
    [Theory]
    [InlineData("v1/events", "text/plain")]
    [InlineData("v1/dead-letters", "text/plain")]
    [InlineData("v1/dead-letters/1/retry", "text/plain")]
    [InlineData("v1/replay", null)]
    [InlineData("v1/verify", null)]
    [InlineData("v1/imports", "multipart/form-data; boundary=x")]
    [InlineData("v1/keys", "text/plain")]
    public async Task A_page_of_another_site_changes_nothing(string path, string? type)
    {
        foreach (var origin in (string[])["https://evil.example", "null", shape.Http.BaseAddress!.GetLeftPart(UriPartial.Authority).Replace("127.0.0.1", "localhost", StringComparison.Ordinal)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Headers = { { "Origin", origin } } };
            request.Content = type is null ? null : new StringContent("[]", MediaTypeHeaderValue.Parse(type));
            var answer = await shape.Http.SendAsync(request);
            Assert.Equal((HttpStatusCode.Forbidden, "wrong_origin"), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("docs/index.html")]
    [InlineData("v1/hotspots")]
    [InlineData("v1/nothing")]
    [InlineData("health/live")]
    public async Task No_answer_stands_in_a_frame_of_another_page(string path)
    {
        var answer = await shape.Http.GetAsync(path);
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    /// <summary>What a spreadsheet would run is a text there.</summary>
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+49 30")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    public async Task A_formula_in_a_table_is_a_text(string formula)
    {
        var name = Guid.NewGuid().ToString();
        var kind = JsonSerializer.Serialize(formula + name);
        Assert.Equal(HttpStatusCode.OK, (await shape.PostAsync(Told.Json(name, "case.opened", "formula-" + name, Told.Monday, $$"""{"kind":{{kind}}}"""))).StatusCode);
        await shape.ReplayedAsync(name);
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/cases?q=formula-" + name) { Headers = { { "Accept", "text/csv" } } };
        var table = await (await shape.Http.SendAsync(request)).Content.ReadAsStringAsync();
        var at = table.IndexOf((formula + name).Trim(), StringComparison.Ordinal);
        Assert.True(at > 0, table);
        Assert.Contains("'" + formula + name, table, StringComparison.Ordinal);
    }

    Task<HttpResponseMessage> ImportAsync(string name, byte[] file, string mapping, string path = "v1/imports")
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", name } };
        if (path == "v1/imports")
            form.Add(new StringContent(mapping), "mapping");
        return shape.Http.PostAsync(path, form);
    }

    async Task StillWorksAsync()
    {
        var id = Guid.NewGuid().ToString();
        Assert.Equal(HttpStatusCode.OK, (await shape.PostAsync(Told.Json(id, "case.closed", "good-" + id, Told.Monday, "{}"))).StatusCode);
        await shape.ReplayedAsync(id);
    }
}
