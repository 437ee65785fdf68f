using JourneyTrace.Events;

namespace JourneyTrace.Journeys;

/// <content>Obstacles, met and cleared.</content>
public sealed partial class Replay
{
    void Meet(ObstacleMet met)
    {
        Handoff? named = null;
        if (met.Handoff is not null && (named = Find(met.Handoff)) is null)
            return;
        var obstacle = new Obstacle(_journey.Catalogue.CauseOf(met.Cause), met.Decision, _now.Time, _now);
        if (!_openObstacles.TryAdd(met.Obstacle, obstacle))
        {
            Remark($"The obstacle '{met.Obstacle}' is met and not cleared already");
            return;
        }
        _journey.SightingList.Add((new Sighting(met.At, named?.Name, obstacle.Cause, met.Decision, _now.Time, null), obstacle));
        if (named is null)
            ListOf(_journey.ObstaclesAtLinks, met.At).Add(obstacle);
        else
            ListOf(_journey.ObstaclesOfHandoffs, named).Add(obstacle);
    }

    void Clear(ObstacleCleared cleared)
    {
        if (_openObstacles.Remove(cleared.Obstacle, out var obstacle))
            obstacle.Until = _now.Time;
        else
            Remark($"There is no obstacle '{cleared.Obstacle}' to clear");
    }

    /// <summary>A decision about this case alone.</summary>
    void Decide(DecisionTaken decision)
    {
        foreach (var link in decision.Links.Distinct(StringComparer.Ordinal))
        {
            ListOf(_journey.ObstaclesAtLinks, link)
                .Add(new Obstacle(_journey.Catalogue.CauseOf(decision.Cause), decision.Decision, decision.From, _now) { Until = decision.To });
        }
    }

    static List<Obstacle> ListOf<TKey>(Dictionary<TKey, List<Obstacle>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        return list;
    }
}
