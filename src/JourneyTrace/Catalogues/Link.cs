namespace JourneyTrace.Catalogues;

/// <summary>A department, team, desk or supplier: customer of the link before it and supplier of the link after it.</summary>
/// <param name="Side">Where it stands.</param>
/// <param name="Calendar">When it works; null where its time is counted around the clock.</param>
public sealed record Link(Side Side, Calendar? Calendar)
{
    /// <summary>A link that the catalogue does not name.</summary>
    public static Link Unknown { get; } = new(Side.Internal, null);

    /// <summary>The link named <c>customer</c>, whatever the catalogue says.</summary>
    public const string Customer = "customer";
}
