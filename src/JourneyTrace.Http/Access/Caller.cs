using Microsoft.AspNetCore.Http;

namespace JourneyTrace.Http.Access;

/// <summary>Who asks.</summary>
/// <param name="Tenant">Whose data is asked for.</param>
/// <param name="Id">Of the key; null where nobody needs one.</param>
/// <param name="Name">For people.</param>
/// <param name="Sources">The sources that it may post events of; null for any.</param>
/// <param name="IsOperator">Whether it may make tenants, and keys of any of them.</param>
public sealed record Caller(string Tenant, string? Id, string Name, Scope Scopes, IReadOnlyList<string>? Sources, bool IsOperator)
{
    /// <summary>From when on it is worth nothing, UTC; null for what is looked after elsewhere.</summary>
    public DateTime? EndsAt { get; init; }

    /// <summary>How much it may ask and post; null for as much as it likes.</summary>
    public KeyLimits? Limits { get; init; }

    /// <summary>The tenant of a server that nobody divided.</summary>
    public const string DefaultTenant = "default";

    /// <summary>Anybody, at a server that is open.</summary>
    public static Caller Anybody { get; } = new(DefaultTenant, null, "anybody", Scope.All, null, IsOperator: true);

    /// <summary>Who sent this request.</summary>
    public static Caller Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Features.Get<Caller>() ?? throw new InvalidOperationException("The request did not come through the gate");
    }
}
