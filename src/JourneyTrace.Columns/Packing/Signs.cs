namespace JourneyTrace.Columns.Packing;

/// <summary>Small numbers of either sign as small ones without.</summary>
static class Signs
{
    public static ulong Folded(long value) => (ulong)(value << 1) ^ (ulong)(value >> 63);

    public static long Unfolded(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
