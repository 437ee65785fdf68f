using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace JourneyTrace.Telemetry;

/// <summary>Where JourneyTrace's own spans and measurements come from.</summary>
public static class Sources
{
    /// <summary>The prefix of all names.</summary>
    public const string Prefix = "JourneyTrace";

    public static ActivitySource Activities { get; } = new("JourneyTrace");

    public static Meter Meter { get; } = new("JourneyTrace");

    /// <summary>Adds links to the spans whose contexts are given, as W3C writes them; what is none is passed over.</summary>
    public static void LinkTo(this Activity activity, IEnumerable<string> contexts)
    {
        ArgumentNullException.ThrowIfNull(activity);
        ArgumentNullException.ThrowIfNull(contexts);
        foreach (var text in contexts)
        {
            if (ActivityContext.TryParse(text, null, isRemote: true, out var context))
                activity.AddLink(new ActivityLink(context));
        }
    }
}
