using System.Security.Cryptography;
using System.Text;
using JourneyTrace.Webhooks;

namespace JourneyTrace.Insight.Webhooks;

/// <summary>Where changes of findings are sent: made, listed, resumed, removed. A server with the role tracer sends them.</summary>
static class WebhookEndpoints
{
    const int Most = 100;

    static readonly string[] Types = ["promise-broken", "promise-at-risk", "hotspot"];

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/webhooks", ListAsync).Needs(Scope.Admin).WithName("listWebhooks").WithSummary("Where changes of findings are sent, and how each does").WithTags("Webhooks").Produces<WebhookList>();
        routes.MapPost("/v1/webhooks", AddAsync).WithName("addWebhook").WithSummary("Send changes of findings somewhere, from now on; the secret is shown this once").WithTags("Webhooks")
            .Accepts<NewWebhook>("application/json").Produces<MadeWebhook>(201).ProducesProblem(422);
        routes.MapPost("/v1/webhooks/{id}/resume", ResumeAsync).WithName("resumeWebhook").WithSummary("Try at once, also where it was given up").WithTags("Webhooks").Produces<WebhookItem>().ProducesProblem(404);
        routes.MapDelete("/v1/webhooks/{id}", RemoveAsync).WithName("removeWebhook").WithSummary("Send nothing there any more").WithTags("Webhooks").Produces(204).ProducesProblem(404);
    }

    static async Task ListAsync(HttpContext http, IWebhooks webhooks)
    {
        _ = new Parameters(http);
        await http.Response.WriteAsJsonAsync(new WebhookList([.. (await webhooks.AllAsync(http.RequestAborted)).Select(Item)]), Wire.Options);
    }

    static async Task AddAsync(HttpContext http, IWebhooks webhooks, IFindings findings, WebhookSettings settings, TimeProvider time)
    {
        _ = new Parameters(http);
        var asked = await JsonBody.ReadAsync<NewWebhook>(http);
        if (PublicAddress.WhyNot(asked.Url!, settings.PrivateToo) is { } why)
            throw new ProblemException(Problem.InvalidValue, $"'url' {why}", "/url");
        if (asked.Types is { } types && (types.Count == 0 || types.Any(type => !Types.Contains(type, StringComparer.Ordinal))))
            throw new ProblemException(Problem.InvalidValue, $"'types' needs some of {string.Join(", ", Types)}; leave it out for all", "/types");
        if ((await webhooks.AllAsync(http.RequestAborted)).Count >= Most)
            throw new ProblemException(Problem.InvalidValue, $"There are {Most} webhooks already; remove some that nobody needs");
        var (secret, now) = (WebhookSignature.NewSecret(), time.GetUtcNow().UtcDateTime);
        var webhook = new Webhook(
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)), asked.Url!, asked.Types?.Distinct(StringComparer.Ordinal).ToArray(), PersonalCipher.Wrap(settings.MasterKey, Encoding.UTF8.GetBytes(secret)),
            now, await findings.NowAsync(http.RequestAborted), 0, 0, null, null, now, null);
        await webhooks.AddAsync(webhook, http.RequestAborted);
        http.Response.StatusCode = 201;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(new MadeWebhook(secret, Item(webhook)), Wire.Options);
    }

    static async Task ResumeAsync(HttpContext http, IWebhooks webhooks)
    {
        _ = new Parameters(http);
        var id = Paths.Part(http, 2);
        if (!await webhooks.ResumeAsync(id, http.RequestAborted))
            throw NotFound(id);
        await http.Response.WriteAsJsonAsync(Item((await webhooks.AllAsync(http.RequestAborted)).Single(webhook => webhook.Id == id)), Wire.Options);
    }

    static async Task RemoveAsync(HttpContext http, IWebhooks webhooks)
    {
        _ = new Parameters(http);
        var id = Paths.Part(http, 2);
        if (!await webhooks.RemoveAsync(id, http.RequestAborted))
            throw NotFound(id);
        http.Response.StatusCode = 204;
    }

    static ProblemException NotFound(string id) => new(Problem.NotFound, $"There is no webhook '{id}'; GET /v1/webhooks lists them");

    static WebhookItem Item(Webhook w) => new(
        w.Id, w.Url, w.Types, w.MadeAt, w.GivenUpAt is not null ? "given-up" : w.Attempts > 0 ? "failing" : "ok", w.Delivered, w.Attempts, w.Failure, w.GivenUpAt is null && w.Attempts > 0 ? w.NextAt : null);
}
