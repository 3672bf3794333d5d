// survey: everything a report says, as data; pages of any format are made from it.
#pragma once
#include <vector>

#include "report/gather.hpp"
#include "report/verdict.hpp"

namespace mixup {

struct ScaleSurvey {
  Scale const* scale = nullptr;
  ScaleResults results;
  std::vector<Verdict> verdicts;  // one for each claim of the table
};

/// One experiment.
struct Chapter {
  Table const* table = nullptr;
  std::vector<ScaleSurvey> scales;
};

struct Survey {
  std::vector<Chapter> chapters;
  std::string metric;  // the rule that readers chose for curves (report/metric_rule); empty: each table's own
  Records strays;      // of an experiment or a scale that no table has
};

/// Some of a survey's chapters, in its order.
using Chapters = std::vector<Chapter const*>;

/// The chapters under one heading. Claims are listed and counted under theirs alone.
Chapters chapters_under(Survey const& survey, Heading heading);

/// Tables and records must outlive the survey.
Survey survey(std::vector<Table> const& tables, std::vector<Record> const& records);

/// For each claim of the chapter the verdict at the largest scale at which all its seeds were looked at; else at the
/// largest that has records of it; else that of the largest.
std::vector<Verdict const*> shown_verdicts(Chapter const& chapter);

}  // namespace mixup
