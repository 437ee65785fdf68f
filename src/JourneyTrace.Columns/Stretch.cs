using System.Runtime.InteropServices;

namespace JourneyTrace.Columns;

/// <summary>Rows of a table that lie beside each other: those of one case, or of one of its rows.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct Stretch(int From, int Count);
