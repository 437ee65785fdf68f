namespace JourneyTrace.Events;

/// <summary>The link cannot go on: for one hand-off, or for all it does in this case.</summary>
public sealed record ObstacleMet(string Obstacle, string At, string Cause, string? Handoff, string? Decision) : Fact;

/// <summary>It can again.</summary>
public sealed record ObstacleCleared(string Obstacle) : Fact;

static class ObstacleSchemas
{
    public static readonly EventSchema[] All =
    [
        new(EventType.ObstacleMet, "obstacle.met",
            static (in v) => new ObstacleMet(v[0].Text!, v[1].Text!, v[2].Text!, v[3].Text, v[4].Text),
            [
                new("obstacle", FieldKind.Identifier, Required: true),
                new("at", FieldKind.Identifier, Required: true),
                new("cause", FieldKind.Cause, Required: true),
                new("handoff", FieldKind.Identifier),
                new("decision", FieldKind.Identifier),
                new("person", FieldKind.Text),
                new("note", FieldKind.Text),
            ]),
        new(EventType.ObstacleCleared, "obstacle.cleared", static (in v) => new ObstacleCleared(v[0].Text!),
            [new("obstacle", FieldKind.Identifier, Required: true)]),
    ];
}
