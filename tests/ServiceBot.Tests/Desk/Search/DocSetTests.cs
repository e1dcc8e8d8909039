using ServiceBot.Desk.Search;

namespace ServiceBot.Tests.Desk.Search;

[TestClass]
public sealed class DocSetTests
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(255)]
    [DataRow(256)]
    [DataRow(4096)]
    public void What_is_kept_is_read_again_and_never_longer_than_a_bit_for_each(int count)
    {
        int[] places = [.. new Random(count).GetItems([.. Enumerable.Range(0, DocSet.ChunkSize)], 3 * count).Distinct().Take(count)];
        var set = DocSet.Empty();
        foreach (var place in count == DocSet.ChunkSize ? Enumerable.Range(0, count) : places)
        {
            Assert.IsTrue(DocSet.Add(set, place));
            Assert.IsFalse(DocSet.Add(set, place));
        }

        var (kept, read) = (DocSet.Write(set), DocSet.Empty());
        DocSet.Read(kept, read);

        CollectionAssert.AreEqual(set, read);
        Assert.IsLessThanOrEqualTo(684, kept.Length);
        CollectionAssert.AreEqual(DocSet.Descending(set).Order().ToList(), DocSet.Descending(read).Reverse().ToList());
    }

    [TestMethod]
    public void At_least_so_many_is_counted_place_by_place()
    {
        var random = new Random(4);
        var sets = Enumerable.Range(0, 5).Select(_ =>
        {
            var set = DocSet.Empty();
            Enumerable.Range(0, 800).ToList().ForEach(_ => DocSet.Add(set, random.Next(DocSet.ChunkSize)));
            return set;
        }).ToList();

        for (var least = 1; least <= 6; least++)
        {
            var expected = Enumerable.Range(0, DocSet.ChunkSize).Where(place => sets.Count(set => (set[place >> 6] >> (place & 63) & 1) == 1) >= least);

            CollectionAssert.AreEqual(expected.Reverse().ToList(), DocSet.Descending(DocSet.AtLeast(sets, least)).ToList());
        }
    }
}
