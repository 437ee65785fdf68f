namespace JourneyTrace.Insight;

/// <summary>Replaying from zero, and checking that it gives the same.</summary>
static class ReplayEndpoints
{
    public static void MapReplay(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/replay", BeginAsync)
            .WithName("beginReplay").WithSummary("Rebuild the read models beside those in use, and switch").WithTags("Operations")
            .Produces<ReplayState>(202).ProducesProblem(409);
        routes.MapGet("/v1/replay", StateAsync).WithName("replayState").WithSummary("How the rebuilding stands").WithTags("Operations").Produces<ReplayState>();
        routes.MapPost("/v1/verify", VerifyAsync).Takes(filtered: false, "head")
            .WithName("verify").WithSummary("Compare the read models with a replay from zero, and the log with its seals").WithTags("Operations").Produces<VerifyAnswer>();
    }

    static async Task BeginAsync(HttpContext http, ITraceStore traces)
    {
        _ = new Parameters(http);
        if (!await traces.BeginRebuildAsync(http.RequestAborted))
            throw new ProblemException(Problem.AlreadyRunning, "The read models are being rebuilt already; GET /v1/replay says how far");
        http.Response.StatusCode = 202;
        await WriteAsync(http, traces);
    }

    static Task StateAsync(HttpContext http, ITraceStore traces)
    {
        _ = new Parameters(http);
        return WriteAsync(http, traces);
    }

    static async Task VerifyAsync(HttpContext http, Verification verification)
    {
        var head = new Parameters(http).Text("head");
        if (head is not null && (head.Length != 64 || !head.All(char.IsAsciiHexDigit)))
            throw Parameters.Invalid("head", "needs the 64 hexadecimal digits of a head, as GET /v1/log/head gives it");
        await http.Response.WriteAsJsonAsync(await verification.RunAsync(head, http.RequestAborted), Wire.Options);
    }

    static async Task WriteAsync(HttpContext http, ITraceStore traces)
    {
        var progress = await traces.ProgressAsync(http.RequestAborted);
        await http.Response.WriteAsJsonAsync(new ReplayState(progress is not null, progress?.Done ?? 0, progress?.All ?? 0), Wire.Options);
    }
}
