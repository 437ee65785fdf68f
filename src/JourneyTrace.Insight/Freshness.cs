using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyTrace.Insight;

/// <summary>
/// Reads one's own writes: a question with the header <c>JourneyTrace-Position</c>, which holds the position that a post was answered with, is answered
/// when the answers hold everything up to it.
/// </summary>
public static class Freshness
{
    /// <summary>The header.</summary>
    public const string Header = "JourneyTrace-Position";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void UseFreshness(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.Features.Get<Caller>() is not null && http.Request.Headers.TryGetValue(Header, out var text))
        {
            if (!long.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
                throw new ProblemException(Problem.InvalidParameter, $"The header {Header} needs a position, as POST /v1/events answers it", Header);
            if (!await http.RequestServices.GetRequiredService<IFreshness>().ReachAsync(position, Patience, http.RequestAborted))
                throw new ProblemException(Problem.Unavailable, $"The answers do not hold position {position} yet; ask again in a second, or leave {Header} out");
        }
        await next(http);
    });
}
