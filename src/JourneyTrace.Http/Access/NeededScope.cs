using Microsoft.AspNetCore.Builder;

namespace JourneyTrace.Http.Access;

/// <summary>What an endpoint needs to be allowed. One that says nothing needs <see cref="Scope.Read"/> to be read, and <see cref="Scope.Admin"/> for all else.</summary>
public sealed record NeededScope(Scope Scope);

/// <summary>Says what an endpoint needs.</summary>
public static class NeedsScope
{
    public static T Needs<T>(this T endpoint, Scope scope)
        where T : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(new NeededScope(scope)));
        return endpoint;
    }
}
