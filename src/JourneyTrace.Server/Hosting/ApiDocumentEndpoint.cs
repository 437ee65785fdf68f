using JourneyTrace.Http.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scope = JourneyTrace.Http.Access.Scope;

namespace JourneyTrace.Server.Hosting;

/// <summary>The API's document, at <c>/openapi/v1.json</c>: anybody may ask for it, so it is made once. Its paths are those of the server that it came from; no other is named.</summary>
static class ApiDocumentEndpoint
{
    public const string Name = "v1";

    public static void MapApiDocument(this WebApplication app)
    {
        var made = new Lazy<Task<byte[]>>(() => MakeAsync(app.Services));
        app.MapGet($"/openapi/{Name}.json", async () => Results.Bytes(await made.Value, "application/json")).ExcludeFromDescription().Needs(Scope.None);
    }

    static async Task<byte[]> MakeAsync(IServiceProvider services)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync();
        document.Servers = null;
        using var bytes = new MemoryStream();
        await document.SerializeAsJsonAsync(bytes, OpenApiSpecVersion.OpenApi3_1);
        return bytes.ToArray();
    }
}
