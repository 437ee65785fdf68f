using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace JourneyTrace.Http;

/// <summary>Names in paths. A name may hold a slash, sent as <c>%2F</c>: it is read from the path as it was sent.</summary>
public static class Paths
{
    /// <summary>The part of the path at an index (<c>/v1/events/{0}/{1}</c>: 2 and 3), unescaped once.</summary>
    public static string Part(HttpContext http, int index)
    {
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var path = target.Split('?', 2)[0];
        if (path.StartsWith("http", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(path, UriKind.Absolute, out var absolute))
            path = absolute.AbsolutePath;
        var parts = path.TrimStart('/').Split('/');
        // Routing has taken dot segments out, so that the parts would not be those it saw.
        if (Array.Exists(parts, part => Uri.UnescapeDataString(part) is "." or ".."))
            throw new ProblemException(Problem.InvalidParameter, "A part of the path is '.' or '..'; no name is called so");
        var name = Uri.UnescapeDataString(parts[index]);
        return name.Contains('\0', StringComparison.Ordinal)
            ? throw new ProblemException(Problem.InvalidParameter, "A name in the path holds a null character")
            : name;
    }
}
