using JourneyTrace.Http.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyTrace.Intake;

/// <summary>Counts what a request leaves here against what its key may post, while it goes on.</summary>
sealed class Quota(HttpContext http, Receipt receipt, bool dryRun)
{
    readonly KeyUsage _usage = http.RequestServices.GetRequiredService<KeyUsage>();
    long _counted;

    /// <exception cref="Http.ProblemException">The key has posted what it may.</exception>
    public void Check()
    {
        Count();
        _usage.CheckQuota(http, Caller.Of(http));
    }

    public void Count()
    {
        if (dryRun)
            return;
        _usage.Count(Caller.Of(http), receipt.Kept - _counted);
        _counted = receipt.Kept;
    }
}
