using System.Text.Json;
using JourneyTrace.Client;
using Microsoft.AspNetCore.Http;

namespace JourneyTrace.Http;

/// <summary>Small bodies of requests, as records.</summary>
public static class JsonBody
{
    const int Largest = 64 * 1024;

    static readonly JsonSerializerOptions Strict = new(Wire.Options)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false,
    };

    /// <summary>Reads the body.</summary>
    /// <param name="empty">What an empty body stands for; null where one is needed.</param>
    /// <exception cref="ProblemException">It says what is wrong with it.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext http, T? empty = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(http);
        var buffer = new byte[Largest + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, http.RequestAborted);
        if (length > Largest)
            throw new ProblemException(Problem.TooLarge, $"The body is longer than {Largest / 1024} KiB");
        if (length == 0 && empty is not null)
            return empty;
        if (http.Request.GetTypedHeaders().ContentType?.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) != true)
            throw new ProblemException(Problem.UnsupportedType, "Send application/json");
        try
        {
            return JsonSerializer.Deserialize<T>(buffer.AsSpan(0, length), Strict) ?? throw new ProblemException(Problem.InvalidJson, "The body needs to be an object");
        }
        catch (JsonException e)
        {
            throw new ProblemException(Problem.InvalidJson, "The body is not understood: " + e.Message, e.Path is { Length: > 2 } path ? "/" + path[2..].Replace('.', '/') : "");
        }
    }
}
