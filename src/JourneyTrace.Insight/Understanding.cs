using JourneyTrace.Events;

namespace JourneyTrace.Insight;

/// <summary>One survey, layer by layer, beside what the promises show.</summary>
static class Understanding
{
    const string Kept = "kept";

    /// <summary>Whether the question is about promises being kept, and about which (null for all).</summary>
    public static bool AsksAfter(string question, out string? promise)
    {
        promise = question.StartsWith(Kept + ":", StringComparison.Ordinal) && question.Length > Kept.Length + 1 ? question[(Kept.Length + 1)..] : null;
        return question == Kept || promise is not null;
    }

    public static QuestionItem Of(DateTime at, UnderstandingSurveyed survey, IReadOnlyList<SegmentCounts>? kept)
    {
        var people = survey.Answers.Sum(a => a.Count);
        var most = MostGiven(survey.Answers);
        var layers = survey.Answers.GroupBy(a => a.Layer, StringComparer.Ordinal).Select(g => (Layer: g.Key, Answers: g.ToList())).ToList();
        var top = layers.Count == 0 ? null : MostGiven(layers[0].Answers);
        var items = layers.ConvertAll(l => Layer(l.Layer, l.Answers, top));
        var drop = items.Zip(items.Skip(1), (above, below) => (below.Layer, Drop: above.WithTop - below.WithTop)).Where(d => d.Drop > 0).OrderByDescending(d => d.Drop).FirstOrDefault();
        var believed = kept is null ? null : Part(survey.Answers, "yes");
        var decided = kept?.Sum(k => k.Kept + k.Released + k.Failed) ?? 0;
        double? keptRate = decided == 0 ? null : Math.Round((double)kept!.Sum(k => k.Kept + k.Released) / decided, 4);
        return new QuestionItem(
            survey.Question, at, people, most, most is null ? null : Part(survey.Answers, most), [.. items.Where(l => l.MostGiven is not null && l.MostGiven != top).Select(l => l.Layer)],
            drop.Layer, drop.Drop is { } d ? Math.Round(d, 4) : null, believed, keptRate, believed - keptRate is { } gap ? Math.Round(gap, 4) : null, items);
    }

    static LayerItem Layer(string name, List<SurveyAnswer> answers, string? top)
    {
        var most = MostGiven(answers);
        return new LayerItem(name, answers.Sum(a => a.Count), most, most is null ? null : Part(answers, most), top is null ? null : Part(answers, top));
    }

    static string? MostGiven(IReadOnlyList<SurveyAnswer> answers) => answers
        .GroupBy(a => a.Answer, StringComparer.Ordinal).Select(g => (g.Key, Count: g.Sum(a => a.Count))).Where(g => g.Count > 0)
        .OrderByDescending(g => g.Count).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key).FirstOrDefault();

    static double? Part(IReadOnlyList<SurveyAnswer> answers, string answer) =>
        answers.Sum(a => a.Count) is > 0 and var all ? Math.Round(answers.Where(a => a.Answer == answer).Sum(a => a.Count) / all, 4) : null;
}
