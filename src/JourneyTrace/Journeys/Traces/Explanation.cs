using System.Globalization;

namespace JourneyTrace.Journeys.Traces;

/// <summary>A verdict in one or two sentences, as one colleague would tell another.</summary>
static class Explanation
{
    public static string Of(PromiseTrace trace, Verdict verdict) =>
        $"{WhatHappened(trace)} {Because(trace, verdict)}";

    static string WhatHappened(PromiseTrace trace)
    {
        var promise = trace.Promise;
        var what = promise.What is { Length: > 0 } said ? $"“{said}”" : $"“{promise.Name}”";
        var subject = promise.IsComplaint ? $"The complaint about {what}, told to {promise.Link}," : $"{what}, promised by {promise.Link},";
        if (promise.IsComplaint && promise.What is null)
            subject = $"The complaint told to {promise.Link}";
        var late = Spoken(trace.Lateness);
        return promise.EndedBy switch
        {
            PromiseEnd.Kept => promise.IsComplaint ? $"{subject} was answered {late} late." : $"{subject} was kept {late} late.",
            PromiseEnd.Released => $"{subject} was {late} overdue when the customer let us off.",
            PromiseEnd.Dropped when trace.Lateness > TimeSpan.Zero => $"{subject} was {late} overdue when the case ended.",
            PromiseEnd.Dropped => $"{subject} was given up before it was due.",
            _ => promise.IsComplaint ? $"{subject} is still unanswered, {late} overdue." : $"{subject} is {late} overdue and still not kept.",
        };
    }

    static string Because(PromiseTrace trace, Verdict verdict)
    {
        var root = verdict.Root;
        if (root.Phase == Paths.Phase.Promise)
            return $"Every link kept its terms: {root.Link} promised more than they allow.";
        if (root.Phase == Paths.Phase.Customer)
            return $"{Part(Sum(verdict))} of the delay was the customer's own time.";
        var decision = root.Decision is null ? "" : $" (decision “{root.Decision}”)";
        var mostly = verdict.Shares.Count(share => share.Link == root.Link) > 1 ? "mostly because" : "because";
        return $"{Part(Sum(verdict))} of the delay was {root.Link}'s, {mostly} {Reason(root.Cause)}{decision}{Contact(trace, verdict)}.";
    }

    static decimal Sum(Verdict verdict) => Sum(verdict, verdict.Root.Link);

    /// <summary>Of shares as they are told, with four figures: whoever adds those up says the same.</summary>
    static decimal Sum(Verdict verdict, string link) => verdict.Shares.Where(share => share.Link == link).Sum(share => (decimal)Math.Round(share.Fraction, 4));

    static string Contact(PromiseTrace trace, Verdict verdict)
    {
        var maker = trace.Promise.Link;
        if (verdict.Root.Link == maker)
            return "";
        return verdict.Shares.Any(share => share.Link == maker && share.Fraction > 0) ? $"; {maker} itself had {Percent(Sum(verdict, maker))} of it" : $", and none of it {maker}'s";
    }

    static string Part(decimal fraction) => fraction >= 0.99995m ? "All" : Percent(fraction);

    static string Percent(decimal fraction) =>
        (fraction < 0.01m ? "under 1" : Math.Round(fraction * 100, MidpointRounding.AwayFromZero).ToString("0", CultureInfo.InvariantCulture)) + " %";

    static string Reason(string cause) => cause switch
    {
        "absence" => "nobody was there",
        "missing-information" => "something that was needed was missing",
        "no-authority" => "nobody there had the authority",
        "not-my-job" => "it was taken for somebody else's job",
        "shift-ended" => "the shift had ended",
        "bureaucracy" => "the rules took the time",
        "untrained" => "people were not trained for it",
        "no-tools" => "the tools were missing",
        "system-down" => "a system was down",
        "defect" => "of a defect",
        "legal" => "of a legal matter",
        "rework" => "work had to be done again",
        "queue" => "it waited there to be taken up",
        "slow-work" => "the work took longer than there was time for",
        "no-answer" => "no answer came",
        "customer" => "it waited for the customer",
        "over-promise" => "more was promised than could be kept",
        "unknown" => "of a cause nobody wrote down",
        _ => $"of “{(cause.StartsWith("other:", StringComparison.Ordinal) ? cause[6..] : cause)}”",
    };

    static string Spoken(TimeSpan time) => Math.Round((decimal)time.Ticks / TimeSpan.TicksPerSecond, 3) switch
    {
        < 90 and var seconds => Count(seconds, "second"),
        < 90 * 60 and var seconds => Count(seconds / 60, "minute"),
        < 48 * 3600 and var seconds => Count(seconds / 3600, "hour"),
        var seconds => Count(seconds / 86400, "day"),
    };

    static string Count(decimal number, string unit)
    {
        var rounded = Math.Round(number, number < 10 ? 1 : 0, MidpointRounding.AwayFromZero);
        return string.Create(CultureInfo.InvariantCulture, $"{rounded:#,0.#} {unit}{(rounded == 1 ? "" : "s")}");
    }
}
