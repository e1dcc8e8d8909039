using ServiceBot.Web.Pages.Staff.Actions;

namespace ServiceBot.Tests.Web;

[TestClass]
public sealed class DeskActionTests
{
    [TestMethod]
    public void Each_action_has_a_key_a_name_in_both_languages_and_an_id_of_its_own()
    {
        foreach (var action in DeskActions.All)
        {
            Assert.IsFalse(string.IsNullOrWhiteSpace(action.Keys), action.Id);
            Assert.IsFalse(string.IsNullOrWhiteSpace(action.English), action.Id);
            Assert.IsTrue(action.Chinese.Any(letter => letter > '\u4e00'), action.Id);
        }

        CollectionAssert.AllItemsAreUnique(DeskActions.All.Select(action => action.Id).ToList());
    }

    [TestMethod]
    public void No_key_does_two_things_nor_begins_a_pair_and_does_something_alone()
    {
        CollectionAssert.AllItemsAreUnique(DeskActions.All.Select(action => action.Keys).ToList());
        var pairs = DeskActions.All.Where(action => action.Keys.Contains(' ', StringComparison.Ordinal)).Select(action => action.Keys.Split(' ')).ToList();

        Assert.IsTrue(pairs.All(pair => pair.Length == 2 && pair.All(key => key.Length == 1)));
        Assert.IsEmpty(pairs.Select(pair => pair[0]).Intersect(DeskActions.All.Select(action => action.Keys)));
    }

    [TestMethod]
    [DataRow("select-all", "Shift|X")]
    [DataRow("palette", "Ctrl|K")]
    [DataRow("send", "Ctrl|Enter")]
    [DataRow("go-desk", "g|d")]
    [DataRow("insert-1", "Alt|1")]
    [DataRow("single-keys", "Ctrl|.")]
    public void Keys_are_shown_as_they_stand_on_a_keyboard(string id, string caps) =>
        Assert.AreEqual(caps, string.Join('|', DeskActions.All.Single(action => action.Id == id).Caps));
}
