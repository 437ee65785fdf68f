using JourneyTrace.Client;
using JourneyTrace.Http;
using JourneyTrace.Http.Access;
using JourneyTrace.Logs;
using JourneyTrace.Logs.Mappings;
using JourneyTrace.Server.Commands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace JourneyTrace.Server.Hosting;

/// <summary>Logs of other systems over HTTP: what the command <c>import</c> does, for a browser.</summary>
static class ImportEndpoints
{
    // Some formats are gathered in memory.
    const long LongestFile = 512L << 20;
    const int MostAtOnce = 2;

    static readonly SemaphoreSlim Turns = new(MostAtOnce);

    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/imports", (Delegate)ImportAsync).Takes(filtered: false, "dryRun")
            .Needs(Scope.Intake).WithName("import").WithSummary("Import a log of another system: a form with the file and its mapping").WithTags("Intake")
            .Accepts<IFormFile>("multipart/form-data").Produces<ImportAnswer>().ProducesProblem(400).ProducesProblem(415).ProducesProblem(422);
        routes.MapPost("/v1/imports/mapping", (Delegate)SuggestAsync).Takes(filtered: false)
            .Needs(Scope.Intake).WithName("suggestMapping").WithSummary("Suggest a mapping for a log: a form with the file").WithTags("Intake")
            .Accepts<IFormFile>("multipart/form-data").Produces<SuggestedMapping>().ProducesProblem(400).ProducesProblem(415).ProducesProblem(422);
    }

    static async Task SuggestAsync(HttpContext http)
    {
        _ = new Parameters(http);
        using var turn = Turn();
        var file = FileOf(await FormAsync(http));
        await using var content = file.OpenReadStream();
        await AnswerAsync(http, () => Task.FromResult(new SuggestedMapping(MappingSuggestion.For(content, file.FileName))));
    }

    static async Task ImportAsync(HttpContext http)
    {
        var dryRun = new Parameters(http).Flag("dryRun") ?? false;
        using var turn = Turn();
        var form = await FormAsync(http);
        var file = FileOf(form);
        if (form["mapping"].ToString() is not { Length: > 0 } text)
            throw new ProblemException(Problem.MissingField, "The form needs 'mapping': YAML that says what the columns mean; POST /v1/imports/mapping suggests one", "/mapping");
        // The log is posted to this server as any other is: to where the request came in, whatever host it names.
        var here = new UriBuilder(http.Request.Scheme, http.Connection.LocalIpAddress!.ToString(), http.Connection.LocalPort).Uri;
        using var self = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = here, Timeout = Timeout.InfiniteTimeSpan };
        Gate.PassOn(http.Request, self.DefaultRequestHeaders);
        await AnswerAsync(http, async () =>
        {
            var import = new Import(new JourneyTraceClient(self), MappingReader.Read(text), dryRun, LongestFile);
            await using var content = file.OpenReadStream();
            return await import.RunAsync(content, Path.GetFileName(file.FileName), _ => { }, http.RequestAborted);
        });
    }

    /// <summary>A place among those that are at work, to be given back.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    static Turned Turn() => Turns.Wait(0)
        ? new Turned(Turns)
        : throw new ProblemException(Problem.TooBusy, $"{MostAtOnce} imports are under way; try again when one is done, or use the command 'journeytrace import'");

    readonly struct Turned(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }

    static async Task AnswerAsync<T>(HttpContext http, Func<Task<T>> work)
    {
        T answer;
        try
        {
            answer = await work();
        }
        catch (MappingException e)
        {
            throw new ProblemException(Problem.InvalidValue, e.Message, "/mapping");
        }
        catch (LogFormatException e)
        {
            throw new ProblemException(Problem.InvalidValue, e.Message, "/file");
        }
        catch (JourneyTraceException e) when (Problem.All.FirstOrDefault(problem => problem.Code == e.Code) is { } refused)
        {
            // What the log's events were refused with is what the import is refused with.
            throw new ProblemException(refused, e.Message);
        }
        await http.Response.WriteAsJsonAsync(answer, Wire.Options);
    }

    static async Task<IFormCollection> FormAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            throw new ProblemException(Problem.UnsupportedType, "An import is a form (multipart/form-data) with 'file' and 'mapping'");
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LongestFile;
        try
        {
            return await http.Request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = LongestFile, ValueLengthLimit = 1 << 20, ValueCountLimit = 4 }, http.RequestAborted);
        }
        catch (InvalidDataException e)
        {
            throw new ProblemException(Problem.InvalidValue, $"The form cannot be read: {e.Message}. A file may have {LongestFile >> 20} MB here; the command 'journeytrace import' takes longer ones");
        }
    }

    static IFormFile FileOf(IFormCollection form) =>
        form.Files["file"] ?? throw new ProblemException(Problem.MissingField, "The form needs 'file': a log as XES, CSV or OCEL 2.0, also .gz or .zip", "/file");
}

/// <summary>A mapping to start from.</summary>
/// <param name="Mapping">YAML.</param>
public sealed record SuggestedMapping(string Mapping);
