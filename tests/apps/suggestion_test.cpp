// suggestion_test: a slip of the fingers is answered with the word that was meant.
#include "apps/suggestion.hpp"
#include "core/nearest.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

struct Small {
  CLI::App app{"", "mixup-bench"};
  std::string out;
  Small() {
    for (auto const* name : {"cifar", "corrupt", "gan", "toy"})
      app.add_subcommand(name, "")->add_option("--alpha,-a", out);
    auto* const data = app.add_subcommand("data", "");
    data->add_subcommand("fetch", "")->add_option("name", out);
    data->add_subcommand("list", "");
  }
};

}  // namespace

TEST_CASE("edits count insertions, deletions, changes and swaps") {
  CHECK(edits("cifar", "cifar") == 0);
  CHECK(edits("cifr", "cifar") == 1);
  CHECK(edits("ciafr", "cifar") == 1);
  CHECK(edits("", "toy") == 3);
  CHECK(edits("kitten", "sitting") == 3);
}

TEST_CASE("the nearest words are those within a third of the letters, all that are equally near") {
  CHECK(nearest("cifr", {"cifar", "gan"}) == std::vector<std::string>{"cifar"});
  CHECK(nearest("--seeb", {"--seed", "--seeds"}) == std::vector<std::string>{"--seed"});
  CHECK(nearest("tot", {"toy", "dot"}) == std::vector<std::string>{"toy", "dot"});
  CHECK(nearest("imaginary", {"imagenet", "gan"}).empty());
  CHECK(nearest("", {"toy"}).empty());
}

TEST_CASE("the first word that does not exist is named, at the verb where it stands") {
  Small small;
  CHECK(suggestion(small.app, {"cifr"}) ==
        "cifr: there is no such verb; did you mean cifar? (mixup-bench --help lists what there is)");
  CHECK(suggestion(small.app, {"data", "fetsh", "x"}) ==
        "fetsh: there is no such verb; did you mean fetch? (mixup-bench data --help lists what there is)");
  CHECK(suggestion(small.app, {"cifar", "--aplha=1"}) ==
        "--aplha: there is no such flag; did you mean --alpha? (mixup-bench cifar --help lists what there is)");
  CHECK(suggestion(small.app, {"cifar", "--nothing"}) ==
        "--nothing: there is no such flag (mixup-bench cifar --help lists what there is)");
}

TEST_CASE("numbers, values and words after a verb are no verbs or flags") {
  Small small;
  CHECK(suggestion(small.app, {"cifar", "--alpha", "-1"}).empty());
  CHECK(suggestion(small.app, {"data", "fetch", "cifr"}).empty());
  CHECK(suggestion(small.app, {"cifar", "", "--", "-x"}).empty());
  CHECK(suggestion(small.app, {}).empty());
}
