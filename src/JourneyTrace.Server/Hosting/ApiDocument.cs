using Microsoft.AspNetCore.OpenApi;

namespace JourneyTrace.Server.Hosting;

/// <summary>What the API says of itself.</summary>
static class ApiDocument
{
    public static void Describe(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info.Title = "JourneyTrace";
        document.Info.Version = "v1";
        document.Info.Description = "Records each hand-off in a customer's case, replays the cases, and finds the internal process that broke the external promise.";
        return Task.CompletedTask;
    });
}
