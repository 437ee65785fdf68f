using System.Xml;

namespace JourneyTrace.Insight;

/// <summary>One procedure from the ways that cases took under its versions.</summary>
static class Procedures
{
    const double DaysInMonth = 30.4375;

    /// <param name="versions">In the order of publishing.</param>
    /// <param name="hourCost">What an hour costs, in the unit of the versions' cost.</param>
    public static ProcedureItem Of(IReadOnlyList<VersionWays> versions, double hourCost, DateTime asOf)
    {
        var newest = versions[^1];
        var (followed, not) = (newest.WhereFollowed, newest.WhereNot);
        var difference = Wilson.Difference(followed.Kept, followed.Promises, not.Kept, not.Promises);
        var rate = Wilson.Of(newest.Followed, newest.Cases);
        var (keptFollowed, keptNot) = (Wilson.Of(followed.Kept, followed.Promises), Wilson.Of(not.Kept, not.Promises));
        return new ProcedureItem(
            newest.Version.Procedure.Procedure, newest.Version.Procedure.CaseKind, newest.State, newest.Version.Procedure.Version, newest.Cases, newest.Followed,
            rate?.Rate, rate?.Interval, keptFollowed?.Rate, keptFollowed?.Interval, keptNot?.Rate, keptNot?.Interval, difference?.Difference, difference?.Interval,
            [.. versions.Select((version, place) => Version(version, place == 0 ? null : versions[place - 1], hourCost, asOf))]);
    }

    static VersionItem Version(VersionWays ways, VersionWays? before, double hourCost, DateTime asOf)
    {
        var (version, all) = (ways.Version, ways.All);
        var kept = Wilson.Of((all?.Promises - all?.Failed) ?? 0, all?.Promises ?? 0);
        var months = ((version.To is { } to && to < asOf ? to : asOf) - version.From).TotalDays / DaysInMonth;
        double? perMonth = months > 0 ? ways.Cases / months : null;
        var saved = before?.All?.MedianSeconds - all?.MedianSeconds;
        var savedInMonth = saved / 3600 * hourCost * perMonth;
        return new VersionItem(
            version.Procedure.Version, version.From, version.To,
            [.. version.Procedure.Steps.Select(s => new StepItem(s.Link, s.Kind, s.Within is { } within ? XmlConvert.ToString(within) : null))], version.Procedure.Cost, ways.Cases,
            kept?.Rate, kept?.Interval, all?.MedianSeconds, saved, before?.All?.MedianSeconds is > 0 and var was ? Math.Round(saved / was ?? 0, 4) : null,
            perMonth is { } p ? Math.Round(p, 3) : null,
            version.Procedure.Cost is { } cost && savedInMonth > 0 ? Math.Round(cost / savedInMonth.Value, 3) : null);
    }
}
