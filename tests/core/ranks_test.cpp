// ranks: what launchers tell a process, and a run that several ranks make.
#include "core/ranks.hpp"

#include <map>

#include "error_of.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using test::contains;
using test::error_of;

namespace {

using Variables = std::map<std::string, std::string>;

Ranks ranks_by(Variables const& variables) {
  return ranks_of([&](char const* name) {
    auto const it = variables.find(name);
    return it == variables.end() ? nullptr : it->second.c_str();
  });
}

Variables with(Variables variables, Variables const& more) {
  for (auto const& [name, value] : more) variables[name] = value;
  return variables;
}

Variables const kTorchrun = {{"RANK", "1"}, {"WORLD_SIZE", "4"}, {"MASTER_ADDR", "n01"}, {"MASTER_PORT", "29400"}};
Variables const kMpirun = {{"OMPI_COMM_WORLD_RANK", "2"},
                           {"OMPI_COMM_WORLD_SIZE", "3"},
                           {"OMPI_COMM_WORLD_LOCAL_SIZE", "3"},
                           {"PMIX_NAMESPACE", "277610497"}};
Variables const kSrun = {
    {"SLURM_PROCID", "0"},  {"SLURM_STEP_NUM_TASKS", "8"}, {"SLURM_STEP_NUM_NODES", "1"},      {"SLURM_JOB_ID", "12"},
    {"SLURM_STEP_ID", "3"}, {"SLURM_NTASKS", "16"},        {"SLURM_STEP_NODELIST", "n[07-08]"}};

}  // namespace

TEST_CASE("without a launcher there is one rank, and so there is in Slurm's batch script", "[ranks]") {
  REQUIRE_FALSE(ranks_by({}).several());
  REQUIRE_FALSE(ranks_by({{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "16"}, {"SLURM_JOB_ID", "12"}}).several());
  REQUIRE_FALSE(ranks_by({{"RANK", "0"}, {"WORLD_SIZE", "1"}}).several());
}

TEST_CASE("torchrun says where its ranks meet", "[ranks]") {
  auto const ranks = ranks_by(kTorchrun);
  REQUIRE((ranks.rank == 1 && ranks.size == 4 && !ranks.first()));
  REQUIRE((ranks.place.address == "n01" && ranks.place.port == 29400 && !ranks.place.served));
  auto const here = ranks_by(with(kTorchrun, {{"MASTER_ADDR", "127.0.0.1"}}));
  REQUIRE((here.place.key == "port-29400" && here.place.address.empty()));  // no port is opened
  auto const agent = ranks_by(with(
      kTorchrun,
      {{"MASTER_ADDR", "127.0.0.1"}, {"TORCHELASTIC_USE_AGENT_STORE", "True"}, {"TORCHELASTIC_RESTART_COUNT", "2"}}));
  REQUIRE((agent.place.served && agent.place.address == "127.0.0.1" && agent.place.prefix == "start 2"));
}

TEST_CASE("mpirun's ranks meet on their machine, or where MASTER_ADDR says", "[ranks]") {
  auto const ranks = ranks_by(kMpirun);
  REQUIRE((ranks.rank == 2 && ranks.size == 3 && ranks.place.key == "mpirun-277610497"));
  auto const apart = with(kMpirun, {{"OMPI_COMM_WORLD_LOCAL_SIZE", "2"}});
  REQUIRE(contains(error_of([&] { ranks_by(apart); }).what(), "-x MASTER_ADDR"));
  REQUIRE(ranks_by(with(apart, {{"MASTER_ADDR", "n01"}, {"MASTER_PORT", "1234"}})).place.address == "n01");
}

TEST_CASE("srun's ranks meet on their machine, or on the first of their list", "[ranks]") {
  auto const ranks = ranks_by(kSrun);
  REQUIRE((ranks.rank == 0 && ranks.size == 8 && ranks.place.key == "srun-12.3."));
  auto const apart = ranks_by(with(kSrun, {{"SLURM_STEP_NUM_NODES", "2"}}));
  REQUIRE((apart.place.address == "n07" && apart.place.port == 29515));
  REQUIRE(first_host("a-1,b[2-3]") == "a-1");
  REQUIRE(first_host("n[5,7-9]") == "n5");
  REQUIRE(first_host("single") == "single");
  REQUIRE(error_of([] { first_host("n[5"); }).code == Exit::usage);
  REQUIRE(error_of([] { first_host(""); }).code == Exit::usage);
}

TEST_CASE("an error names the variable, what it holds and what is allowed", "[ranks]") {
  struct Case {
    Variables variables;
    std::string says;
  };
  Case const cases[] = {
      {with(kTorchrun, {{"RANK", "4"}}), "RANK: got \"4\", allowed 0 ... 3"},
      {with(kTorchrun, {{"WORLD_SIZE", "four"}}), "WORLD_SIZE: got \"four\", allowed 1 ..."},
      {with(kTorchrun, {{"MASTER_PORT", "70000"}}), "MASTER_PORT: got \"70000\", allowed 1 ... 65535"},
      {{{"RANK", "0"}, {"WORLD_SIZE", "2"}}, "MASTER_ADDR: is not set"},
      {with(kSrun, {{"SLURM_PROCID", ""}}), "SLURM_PROCID: got \"\", allowed 0 ... 7"},
  };
  for (auto const& [variables, says] : cases) {
    auto const refused = error_of([&, &variables = variables] { ranks_by(variables); });
    INFO(refused.what());
    REQUIRE(refused.code == Exit::usage);
    REQUIRE(contains(refused.what(), says));
  }
}

TEST_CASE("a run of several ranks is in pieces, and named after them unless it was before", "[ranks]") {
  Run run;
  run.row = "erm";
  run.budget.batch = 128;
  REQUIRE(over_ranks(run, 1).budget.micro_batch == 0);
  auto const two = over_ranks(run, 2);
  REQUIRE((two.budget.micro_batch == 64 && two.row == "erm+micro_batch=64" && two.budget.batch == 128));
  run.budget.micro_batch = 32;
  REQUIRE((over_ranks(run, 2).budget.micro_batch == 32 && over_ranks(run, 2).row == "erm"));
  REQUIRE(error_of([&] { over_ranks(run, 8); }).code == Exit::usage);  // 16 examples each
  REQUIRE(contains(error_of([&] { over_ranks(run, 3); }).what(), "multiples of 3"));
}
