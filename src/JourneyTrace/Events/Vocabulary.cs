using System.Collections.Frozen;

namespace JourneyTrace.Events;

/// <summary>All types of event, by name and by type.</summary>
public static class Vocabulary
{
    /// <summary>The subject of events that belong to no case but to the organisation.</summary>
    public const string Organisation = "organisation";

    static readonly EventSchema[] ByRank =
    [
        .. new[]
        {
            CaseSchemas.All, PromiseSchemas.All, ComplaintSchemas.All, HandoffSchemas.All, ObstacleSchemas.All, OrganisationSchemas.All,
        }.SelectMany(schemas => schemas).OrderBy(schema => schema.Type),
    ];

    static readonly FrozenDictionary<string, EventSchema> ByName = ByRank.ToFrozenDictionary(s => s.Name, StringComparer.Ordinal);

    /// <summary>Every schema, by rank.</summary>
    public static IReadOnlyList<EventSchema> All => ByRank;

    /// <summary>The schema of a type.</summary>
    public static EventSchema Of(EventType type) => ByRank[(int)type - 1];

    /// <summary>The schema of a type's name, or null where the vocabulary has no such word.</summary>
    public static EventSchema? Find(string name) => ByName.GetValueOrDefault(name);
}
