using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ServiceBot.Tests.Architecture;

[TestClass]
public sealed partial class RoomTests
{
    private static readonly string[] Order = ["Storage", "Channels", "Language", "Crm", "Knowledge", "Desk", "Dialogs", "Insight", "Outreach", "Web"];

    // Quartz's own tables are for nodes that share them: on SQLite there is one process, and it keeps its triggers in memory.
    private const string OfQuartz = "web_quartz_";

    private static IEnumerable<string> Rooms => Order.Where(room => Directory.Exists(Repository.At("src", room)));

    [TestMethod]
    public void Every_folder_of_src_is_a_room()
    {
        var folders = Directory.GetDirectories(Repository.At("src")).Select(Path.GetFileName);

        CollectionAssert.IsSubsetOf(folders.ToList(), Order);
    }

    [TestMethod]
    public void A_room_uses_only_rooms_above_it()
    {
        foreach (var room in Rooms)
        {
            var project = XDocument.Load(Repository.At("src", room, $"ServiceBot.{room}.csproj"));
            var used = project.Descendants("ProjectReference").Select(reference => reference.Attribute("Include")!.Value.Split('/')[1]);

            foreach (var other in used)
            {
                Assert.IsLessThan(Array.IndexOf(Order, room), Array.IndexOf(Order, other), $"{room} uses {other}, which stands below it.");
            }
        }
    }

    [TestMethod]
    public void Storage_and_Language_know_no_other_room()
    {
        foreach (var room in new[] { "Storage", "Language" })
        {
            var project = XDocument.Load(Repository.At("src", room, $"ServiceBot.{room}.csproj"));

            Assert.IsFalse(project.Descendants("ProjectReference").Any(), room);
        }
    }

    [TestMethod]
    public void A_table_is_touched_only_by_its_own_room()
    {
        var owners = TablesByRoom();
        Assert.AreNotEqual(0, owners.Count);

        var trespasses =
            from room in Rooms
            from file in Sources(room)
            from Match name in TableName().Matches(File.ReadAllText(file))
            where owners.TryGetValue(name.Value, out var owner) && owner != room
            select $"{Path.GetRelativePath(Repository.Root, file)} touches {name.Value} of {owners[name.Value]}";

        Assert.AreEqual("", string.Join(Environment.NewLine, trespasses.Distinct()));
    }

    [TestMethod]
    public void Migrations_come_in_pairs_with_the_same_tables()
    {
        foreach (var sqlite in Rooms.SelectMany(room => Sources(room)).Where(file => file.EndsWith(".sqlite.sql", StringComparison.Ordinal)))
        {
            var postgres = sqlite.Replace(".sqlite.sql", ".postgres.sql", StringComparison.Ordinal);

            Assert.IsTrue(File.Exists(postgres), $"{sqlite} has no twin.");
            CollectionAssert.AreEqual(TablesIn(sqlite), TablesIn(postgres).Where(table => !table.StartsWith(OfQuartz, StringComparison.Ordinal)).ToList(), sqlite);
        }
    }

    private static Dictionary<string, string> TablesByRoom() => (
        from room in Rooms
        from file in Sources(room)
        where file.EndsWith(".sql", StringComparison.Ordinal)
        from table in TablesIn(file)
        select (table, room)).Distinct().ToDictionary(pair => pair.table, pair => pair.room);

    /// <summary>The tables that a migration adds. SQLite changes a column by way of a new table that takes the old one's name: that adds none.</summary>
    private static List<string> TablesIn(string migration)
    {
        var sql = File.ReadAllText(migration);
        var renamed = RenameTable().Matches(sql).Select(match => match.Groups[1].Value);
        return [.. CreateTable().Matches(sql).Select(match => match.Groups[1].Value).Except(renamed)];
    }

    private static IEnumerable<string> Sources(string room) =>
        Directory.EnumerateFiles(Repository.At("src", room), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".sql" or ".razor")
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [GeneratedRegex(@"CREATE TABLE (?:IF NOT EXISTS )?(\w+)")]
    private static partial Regex CreateTable();

    [GeneratedRegex(@"ALTER TABLE (\w+) RENAME TO")]
    private static partial Regex RenameTable();

    [GeneratedRegex(@"\b[a-z]+_[a-z_]+\b")]
    private static partial Regex TableName();
}
