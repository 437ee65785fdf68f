namespace JourneyTrace.Demo;

/// <summary>What the made-up company promises, and whom it takes.</summary>
/// <param name="Hours">Within which it is promised.</param>
sealed record DemoPlan(string Kind, string Promise, string What, int Hours, DemoStep[] Steps)
{
    /// <summary>The desks of the three regions, and the two channels without a region.</summary>
    public static readonly string[] Makers = ["store-north", "store-north", "store-south", "store-south", "store-west", "call-centre", "web-shop"];

    /// <summary>It promises half the time that the others do, for the same work.</summary>
    public const string OverPromising = "web-shop";

    /// <summary>Where complaints are heard, and go no further.</summary>
    public static readonly string[] Vanishing = ["store-west", "call-centre"];

    public static readonly DemoPlan[] All =
    [
        new("device-swap", "swap", "your phone is swapped by this time tomorrow", 24, [new("account-manager", "work", "order", 60), new("device-support", "work", "device", 120)]),
        new("delivery", "parcel", "delivered within two days", 48, [new("warehouse", "work", "parcel", 300), new("courier", "work", "ride", 900)]),
        new("payment", "payment", "paid within five days", 120, [new("payments", "payment", "transfer", 700, new("finance", "approval", "signature", 480))]),
        new("contract", "contract", "the contract is ready in four days", 96, [new("account-manager", "work", "draft", 240, new("legal", "approval", "opinion", 500))]),
        new("invoice", "invoice", "a right invoice in three days", 72, [new("billing", "work", "invoice", 420), new("account-manager", "information", "file", 40)]),
    ];
}

/// <summary>One link that is asked, and whom it asks in turn.</summary>
/// <param name="Minutes">Of work, on average.</param>
sealed record DemoStep(string Link, string Kind, string Need, int Minutes, DemoStep? Inner = null);
