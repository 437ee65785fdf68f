namespace JourneyTrace.Catalogues;

/// <summary>Where a link stands in the chain.</summary>
public enum Side
{
    /// <summary>Works behind the contact staff. What the catalogue does not know is internal.</summary>
    Internal,

    /// <summary>Contact staff: the customer sees it.</summary>
    Front,

    /// <summary>Another company that serves us.</summary>
    Supplier,

    /// <summary>Decides about the other links.</summary>
    Management,

    /// <summary>The customer's own side: its time is not ours.</summary>
    Customer,
}
