using System.Collections.Concurrent;
using NJsonSchema;

namespace JourneyTrace.Operations.Tests;

/// <summary>What Jaeger's documentation says of its answers, as JSON Schema: nothing may be missing, and nothing be there besides.</summary>
static class JaegerSchemas
{
    static readonly ConcurrentDictionary<string, Lazy<Task<JsonSchema>>> Read = new(StringComparer.Ordinal);

    /// <param name="path">Below /jaeger/api/, with its query.</param>
    public static async Task CheckAsync(string path, bool failed, string answer)
    {
        var schema = await Read.GetOrAdd(NameOf(path.Split('?')[0], failed), name => new Lazy<Task<JsonSchema>>(() =>
            JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "Schemas", name + ".json")))).Value;
        Assert.Equal([], schema.Validate(answer).Select(e => $"{path}: {e.Path}: {e.Kind}"));
    }

    static string NameOf(string path, bool failed)
    {
        var v3 = path.StartsWith("v3/", StringComparison.Ordinal);
        if (failed)
            return v3 ? "v3-error" : "error";
        var parts = (v3 ? path[3..] : path).Split('/');
        // The operations of one service are names alone.
        return parts is ["services", _, "operations"] ? "services" : (v3 ? "v3-" : "") + parts[0];
    }
}
