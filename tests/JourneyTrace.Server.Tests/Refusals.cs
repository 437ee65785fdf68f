using System.Net.Http.Json;
using System.Text.Json;

namespace JourneyTrace.Server.Tests;

/// <summary>What a refusal says.</summary>
static class Refusals
{
    /// <summary>Its code; null where it is none of ours.</summary>
    public static async Task<string?> CodeAsync(this HttpResponseMessage answer) => answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
        ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()
        : null;

    /// <summary>Which part of what was asked it is about.</summary>
    public static async Task<string?> PointerAsync(this HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).TryGetProperty("pointer", out var pointer) ? pointer.GetString() : null;
}
