using System.Text;
using System.Text.Json;
using JourneyTrace.Catalogues;

namespace JourneyTrace.Insight;

/// <summary>The catalogue: read, put, checked before it is put.</summary>
static class CatalogueEndpoints
{
    const int Largest = 4 * 1024 * 1024;

    public static void MapCatalogue(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/catalogue", GetAsync)
            .WithName("getCatalogue").Takes(filtered: false, "version").WithSummary("Links, calendars and terms").WithTags("Catalogue").Produces<CatalogueAnswer>().ProducesProblem(404);
        routes.MapPut("/v1/catalogue", PutAsync)
            .WithName("putCatalogue").WithSummary("A new version; what it touches is replayed").WithTags("Catalogue")
            .WithDescription("JSON or YAML. With If-Match: \"3\" it is put only while 3 is the newest version.")
            .Accepts<object>("application/json", "application/yaml").Produces<CatalogueAnswer>().ProducesProblem(409).ProducesProblem(422);
        routes.MapPost("/v1/catalogue/check", CheckAsync)
            .Needs(Scope.Read).WithName("checkCatalogue").WithSummary("What it would change").WithTags("Catalogue")
            .Accepts<object>("application/json", "application/yaml").Produces<CatalogueCheck>();
    }

    static async Task GetAsync(HttpContext http, ICatalogueVersions versions)
    {
        var parameters = new Parameters(http);
        var version = await versions.CurrentAsync(http.RequestAborted);
        if (parameters.Text("version") is { } text)
        {
            version = int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number)
                ? await versions.FindAsync(number, http.RequestAborted)
                : throw Parameters.Invalid("version", "needs a whole number");
        }
        await AnswerAsync(http, version ?? throw new ProblemException(Problem.NotFound, "There is no such version of the catalogue"));
    }

    static async Task PutAsync(HttpContext http, ICatalogueVersions versions)
    {
        _ = new Parameters(http);
        var json = await ReadAsync(http);
        var (_, refusals) = CatalogueReader.Read(json);
        if (refusals.Count > 0)
        {
            await ProblemAnswers.WriteAsync(
                http, Problem.Of(refusals[0]) with { Status = 422 }, refusals[0].Detail, refusals[0].Pointer,
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["problems"] = refusals.Select(Wired) });
            return;
        }
        var expected = Expected(http);
        var put = await versions.PutAsync(json.GetRawText(), expected, http.RequestAborted);
        await AnswerAsync(http, put ?? throw new ProblemException(Problem.VersionConflict, "The catalogue has a newer version; read it again, and put yours on top"));
    }

    static async Task CheckAsync(HttpContext http, ICatalogueVersions versions)
    {
        _ = new Parameters(http);
        var json = await ReadAsync(http);
        var (_, refusals) = CatalogueReader.Read(json);
        var current = await versions.CurrentAsync(http.RequestAborted);
        using var before = JsonDocument.Parse(current.Body);
        var change = refusals.Count > 0 ? new CatalogueChange([], false) : CatalogueChange.Between(before.RootElement, json);
        await http.Response.WriteAsJsonAsync(
            new CatalogueCheck(refusals.Count == 0, current.Version, change.All, change.Links, [.. refusals.Select(Wired)]), Wire.Options);
    }

    static CatalogueRefusal Wired(Events.Refusal refusal) => new(refusal.Code, refusal.Pointer, refusal.Detail);

    static int? Expected(HttpContext http)
    {
        var match = http.Request.Headers.IfMatch.ToString().Trim('"');
        if (match.Length == 0 || match == "*")
            return null;
        return int.TryParse(match, System.Globalization.CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new ProblemException(Problem.InvalidParameter, "If-Match needs the number of a version, such as \"3\"");
    }

    static async Task AnswerAsync(HttpContext http, CatalogueVersion version)
    {
        http.Response.Headers.ETag = $"\"{version.Version}\"";
        using var json = JsonDocument.Parse(version.Body);
        await http.Response.WriteAsJsonAsync(
            new CatalogueAnswer(version.Version, version.Version == 0 ? null : version.PutAt, json.RootElement), Wire.Options);
    }

    static async Task<JsonElement> ReadAsync(HttpContext http)
    {
        var type = http.Request.GetTypedHeaders().ContentType?.MediaType.ToString() ?? "application/json";
        if (http.Request.Headers.ContentEncoding.Count > 0)
            throw new ProblemException(Problem.UnsupportedType, "A catalogue is sent as it is, without Content-Encoding");
        var text = await TextAsync(http);
        if (type.Contains("yaml", StringComparison.OrdinalIgnoreCase))
            return Yaml.ToJson(text);
        try
        {
            return JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException e)
        {
            throw new ProblemException(Problem.InvalidJson, $"The catalogue is no valid JSON: {e.Message}");
        }
    }

    static async Task<string> TextAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, new UTF8Encoding(false, true));
        var buffer = new char[8192];
        var text = new StringBuilder();
        try
        {
            for (int read; (read = await reader.ReadAsync(buffer, http.RequestAborted)) > 0;)
            {
                if (text.Append(buffer, 0, read).Length > Largest)
                    throw new ProblemException(Problem.TooLarge, $"A catalogue may have {Largest} characters");
            }
        }
        catch (DecoderFallbackException)
        {
            throw new ProblemException(Problem.InvalidJson, "The catalogue is no valid UTF-8; send it in UTF-8");
        }
        return text.ToString();
    }
}
