using JourneyTrace.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace JourneyTrace.Server.Hosting;

/// <summary>What the API says of itself.</summary>
static class ApiDocument
{
    static readonly string[] Order = ["Intake", "Reports", "Cases", "Catalogue", "Operations"];

    static readonly Dictionary<string, string> InPath = new(StringComparer.Ordinal)
    {
        ["case"] = "The case's name, such as phone-shop-1; a slash in it is sent as %2F",
        ["source"] = "The event's source; a slash in it is sent as %2F",
        ["decision"] = "The decision's name; a slash in it is sent as %2F",
        ["procedure"] = "The procedure's name; a slash in it is sent as %2F",
        ["id"] = "The event's id",
        ["number"] = "The dead letter's number",
        ["month"] = "A part of the log, such as 2026-01",
    };

    public static void Describe(OpenApiOptions options)
    {
        options.AddOperationTransformer((operation, context, _) =>
        {
            operation.Parameters = [.. PathParameters(context), .. QueryParameters(context)];
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer(Document);
    }

    static IEnumerable<IOpenApiParameter> PathParameters(OpenApiOperationTransformerContext context) =>
        (context.Description.RelativePath ?? "").Split('/').Where(part => part.StartsWith('{')).Select(part => part[1..^1]).Select(name => new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Path,
            Required = true,
            Description = InPath[name],
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });

    static IEnumerable<IOpenApiParameter> QueryParameters(OpenApiOperationTransformerContext context) =>
        (context.Description.ActionDescriptor.EndpointMetadata.OfType<TakenParameters>().FirstOrDefault() ?? TakenParameters.None).Names.Select(name => new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = TakenParameters.Meanings[name],
            Schema = new OpenApiSchema { Type = name == "limit" ? JsonSchemaType.Integer : JsonSchemaType.String },
        });

    static Task Document(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken stop)
    {
        document.Info.Title = "JourneyTrace";
        document.Info.Version = "v1";
        document.Info.Description = "Records each hand-off in a customer's case, replays the cases, and finds the internal process that broke the external promise.";
        document.Tags = new HashSet<OpenApiTag>(Order.Select(name => new OpenApiTag { Name = name }));
        return Task.CompletedTask;
    }
}
